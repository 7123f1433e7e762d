/** A piece of a file, with the end of the piece before it, so that no token is cut in two. */
export interface FileWindow {
  readonly bytes: Buffer;
  /** The position of the first byte in the file. */
  readonly position: number;
  /** The bytes that are in no window before. */
  readonly added: Uint8Array;
}

/** The bytes of the piece before that each window begins with. An object's dictionary is seldom longer. */
const overlapBytes = 1_024;

/** The bytes that a window adds. A larger chunk becomes several windows, so that copies of it take little memory. */
const maxWindowBytes = 64 * 1_024;

/** Makes windows of the chunks of a stream. A window is valid until the next one: they share their memory. */
export class Windows {
  private readonly buffer = Buffer.alloc(overlapBytes + maxWindowBytes);
  private length = 0;
  private position = 0;

  /** Adds a chunk, and makes its windows. */
  *of(chunk: Uint8Array): Generator<FileWindow, void> {
    for (let start = 0; start < chunk.length; start += maxWindowBytes) {
      yield this.next(chunk.subarray(start, start + maxWindowBytes));
    }
  }

  private next(added: Uint8Array): FileWindow {
    const start = Math.max(0, this.length - overlapBytes);
    this.buffer.copyWithin(0, start, this.length);
    const overlap = this.length - start;
    this.buffer.set(added, overlap);
    this.position += start;
    this.length = overlap + added.length;
    return { bytes: this.buffer.subarray(0, this.length), position: this.position, added };
  }
}
