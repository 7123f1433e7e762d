/** What a filter made of its input. */
export interface Decoded {
  readonly bytes: Buffer;
  /** Whether every reader reads the same. If not, `bytes` has what comes before the damage. */
  readonly isWhole: boolean;
}

/** Undoes one filter. `maxBytes` is the size that its output may have. @throws StreamTooLarge */
export type Decoder = (input: Buffer, maxBytes: number) => Decoded;

/** A stream is larger than its limit. */
export class StreamTooLarge extends Error {
  override readonly name = 'StreamTooLarge';
}
