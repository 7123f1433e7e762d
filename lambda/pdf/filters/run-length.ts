import { ByteSink } from './byte-sink';
import type { Decoded } from './decoded';

const endOfData = 128;

/** Undoes `RunLengthDecode`. A missing end-of-data byte is the end of the input. */
export function decodeRunLength(input: Buffer, maxBytes: number): Decoded {
  const sink = new ByteSink(input.length, maxBytes);
  let offset = 0;
  while (offset < input.length) {
    const length = input[offset++] ?? endOfData;
    if (length === endOfData) break;
    offset += length < endOfData ? pushBytes(sink, input, offset, length + 1) : 1;
    if (length > endOfData && offset <= input.length) sink.pushRun(input[offset - 1] ?? 0, 257 - length);
  }
  return sink.decoded(offset <= input.length);
}

/** Writes the next bytes as they are: fewer if the input is cut off. */
function pushBytes(sink: ByteSink, input: Buffer, offset: number, count: number): number {
  sink.pushPart(input, offset, Math.min(offset + count, input.length));
  return count;
}
