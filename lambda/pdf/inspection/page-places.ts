import { inflateSync, constants } from 'node:zlib';
import type { FileWindow } from './windows';
import type { ReadAt } from './read-at';

/** The object streams that are searched for a page. The first ones of a file have one. */
const maxObjectStreams = 64;
const maxPackedBytes = 1024 ** 2;
const maxInflatedBytes = 8 * 1024 ** 2;

/** A name may also be written with the codes of its characters. */
const codedNames = ['/#50', '/P#61', '/Pa#67', '/Pag#65'];
const delimiter = /^[\s\0/<>[\]()%{}]/;

/** Finds out whether a PDF has a page: in its own objects, or in its object streams. */
export class PagePlaces {
  private isSeen = false;
  private readonly objectStreams: number[] = [];

  /** Adds the next piece of the file. */
  add({ bytes, position }: FileWindow): void {
    if (this.isSeen) return;
    this.isSeen = hasPage(bytes);
    for (let at = bytes.indexOf('/ObjStm'); at >= 0; at = bytes.indexOf('/ObjStm', at + 1)) {
      const known = this.objectStreams.at(-1) ?? -1;
      if (position + at > known && this.objectStreams.length <= maxObjectStreams) {
        this.objectStreams.push(position + at);
      }
    }
  }

  /** Whether the file certainly has no page. */
  async isWithoutPage(readAt: ReadAt): Promise<boolean> {
    if (this.isSeen || this.objectStreams.length > maxObjectStreams) return false;
    for (const position of this.objectStreams) {
      const objects = inflated(await readAt(position, maxPackedBytes));
      if (objects === undefined || hasPage(objects)) return false;
    }
    return true;
  }
}

/** Whether a piece of a file has the name `/Page`, and not only the start of another name such as `/Pages`. */
function hasPage(bytes: Buffer): boolean {
  for (let at = bytes.indexOf('/Page'); at >= 0; at = bytes.indexOf('/Page', at + 1)) {
    if (delimiter.test(bytes.toString('latin1', at + 5, at + 6))) return true;
  }
  return codedNames.some((name) => bytes.includes(name));
}

/** Inflates an object stream; `undefined` if that is not so simple. */
function inflated(bytes: Buffer): Buffer | undefined {
  const start = /^[^]{0,512}?stream\r?\n/.exec(bytes.toString('latin1', 0, 600))?.[0].length;
  if (start === undefined) return undefined;
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: maxInflatedBytes };
    return inflateSync(bytes.subarray(start), options);
  } catch {
    return undefined;
  }
}
