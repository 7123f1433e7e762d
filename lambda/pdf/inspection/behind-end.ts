import { isWhite } from '../byte-cursor';
import { hasObject, isUpdateStart } from './update-start';

/** Characters that are enough to recognize the start of an update. */
const maxStartLength = 64;
/** The end of the piece before that is read again, so that no `12 0 obj` is cut in two. */
const overlapBytes = 48;

const [newline, carriageReturn, percent] = [0x0a, 0x0d, 0x25];

/** The bytes behind an `%%EOF`: padding, which readers ignore, or a later update that was cut off. */
export class BehindEnd {
  private isInComment = false;
  private start = '';
  private overlap = Buffer.alloc(0);
  private hasObject = false;

  /** Adds the next bytes. */
  add(bytes: Buffer): void {
    if (this.hasObject) return;
    this.addToStart(bytes);
    const joined = Buffer.concat([this.overlap, bytes]);
    this.hasObject = hasObject(joined);
    this.overlap = Buffer.from(joined.subarray(-overlapBytes));
  }

  /** Whether an update begins here. */
  get isUpdate(): boolean {
    return this.hasObject || isUpdateStart(this.start);
  }

  private addToStart(bytes: Buffer): void {
    const from = this.start === '' ? this.skipBlanks(bytes) : 0;
    const missing = maxStartLength - this.start.length;
    this.start += bytes.toString('latin1', from, Math.min(bytes.length, from + missing));
  }

  /** Returns the index of the first byte that is neither white space nor in a comment. */
  private skipBlanks(bytes: Buffer): number {
    for (const [index, byte] of bytes.entries()) {
      if (byte === percent) this.isInComment = true;
      else if (byte === newline || byte === carriageReturn) this.isInComment = false;
      if (!this.isInComment && !isWhite(byte)) return index;
    }
    return bytes.length;
  }
}
