import { BehindEnd } from './behind-end';
import type { FileWindow } from './windows';

const header = '%PDF-';
/** The bytes in which the header begins: readers have always allowed this much junk before it. */
const maxHeadBytes = 1_024 + header.length - 1;

const endMarker = '%%EOF';
const tableMarker = 'startxref';

/** Finds the header, the last `%%EOF` and the last `startxref` of a PDF. */
export class FileEnds {
  private head = Buffer.alloc(0);
  private endPosition = -1;
  private behind = new BehindEnd();
  /** The position of the last `startxref`, or -1. */
  startxrefPosition = -1;
  sizeBytes = 0;

  /** Adds the next piece of the file. */
  add(window: FileWindow): void {
    const { bytes, position } = window;
    const missing = maxHeadBytes - this.head.length;
    if (missing > 0) {
      const fresh = bytes.subarray(this.head.length - position);
      this.head = Buffer.concat([this.head, fresh.subarray(0, missing)]);
    }
    const startxref = bytes.lastIndexOf(tableMarker);
    if (startxref >= 0) this.startxrefPosition = position + startxref;
    this.followEnd(window);
    this.sizeBytes = position + bytes.length;
  }

  /** The first kilobyte, as Latin-1. */
  get headText(): string {
    return this.head.toString('latin1');
  }

  /** The position of the header; -1 if the file does not begin as a PDF. */
  get headerPosition(): number {
    return this.head.indexOf(header);
  }

  /** Whether the file is a PDF with its beginning and its end: behind its `%%EOF` is at most padding. */
  get isWhole(): boolean {
    if (this.headerPosition < 0) return false;
    return this.endPosition >= 0 && this.startxrefPosition < this.endPosition && !this.behind.isUpdate;
  }

  private followEnd({ bytes, position }: FileWindow): void {
    const end = bytes.lastIndexOf(endMarker);
    if (end >= 0 && position + end > this.endPosition) {
      this.endPosition = position + end;
      this.behind = new BehindEnd();
      this.behind.add(bytes.subarray(end + endMarker.length));
    } else if (this.endPosition >= 0) {
      this.behind.add(bytes.subarray(this.sizeBytes - position));
    }
  }
}
