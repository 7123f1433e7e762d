import { PDFArray, PDFName, type PDFRawStream } from '@cantoo/pdf-lib';
import { damageFactor, readStream } from '../../pdf/stream-bytes';

/** The streams of a content, joined as readers join them. */
export interface JoinedContent {
  readonly bytes: Buffer;
  /** The offsets at which they were joined. */
  readonly joints: readonly number[];
  /** Whether all readers read all of it. If not, `bytes` lacks something. */
  readonly isWhole: boolean;
  /** Whether it exceeds the budget. It has no bytes then. */
  readonly isTooLarge: boolean;
}

/** The budget that is left for reading contents. */
export interface ContentBudget {
  contentBytes: number;
}

const maxBytes = 32 * 1024 ** 2;

const separator = Buffer.from('\n');

const tooLarge: JoinedContent = { bytes: Buffer.alloc(0), joints: [], isWhole: false, isTooLarge: true };

/** Reads the streams of one content. */
export function readStreams(streams: readonly PDFRawStream[], budget: ContentBudget): JoinedContent {
  const parts: Buffer[] = [];
  const joints: number[] = [];
  let [length, isWhole] = [0, true];
  for (const stream of streams) {
    const read = readWithin(stream, maxBytes - length, budget);
    if (!read) return tooLarge;
    isWhole &&= read.isWhole;
    parts.push(read.bytes, separator);
    joints.push(length + read.bytes.length);
    length += read.bytes.length + 1;
  }
  return { bytes: Buffer.concat(parts), joints, isWhole, isTooLarge: false };
}

function readWithin(stream: PDFRawStream, bytesLeft: number, budget: ContentBudget) {
  const limit = Math.min(bytesLeft, budget.contentBytes);
  if (limit <= 0) return undefined;
  // Reading up to the limit costs as much as the limit, even if nothing comes out of it.
  budget.contentBytes -= limit;
  try {
    const read = readStream(stream, limit);
    const cost = (read.isWhole ? 1 : damageFactor) * read.bytes.length + stream.contents.length;
    budget.contentBytes += limit - (isNestedCompression(stream) ? limit : cost);
    return read;
  } catch {
    return undefined;
  }
}

/** Whether a small stream may have a large one inside, of which the result does not show the size. */
function isNestedCompression({ dict }: PDFRawStream): boolean {
  const filters = dict.lookup(PDFName.of('Filter')) ?? dict.lookup(PDFName.of('F'));
  if (!(filters instanceof PDFArray)) return false;
  const names = filters.asArray().map((_, index) => String(filters.lookup(index)));
  return names.filter((name) => !/^\/(A|Crypt)/.test(name)).length > 1;
}
