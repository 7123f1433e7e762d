import type { PDFRawStream } from '@cantoo/pdf-lib';
import type { Decoded } from './filters/decoded';
import type { ParseBudget } from './parse-budget';
import { readStream, StreamTooLarge } from './stream-bytes';

/**
 * Reads a stream whose bytes stay in memory until the PDF is done.
 *
 * @throws BudgetSpent when it is larger than what is left: the budget is spent then, as inflating it has cost time
 */
export function readHeldStream(stream: PDFRawStream, budget: ParseBudget): Decoded {
  try {
    const decoded = readStream(stream, budget.bytesLeft);
    budget.holdBytes(decoded.bytes.length);
    return decoded;
  } catch (error) {
    if (error instanceof StreamTooLarge) budget.holdBytes(budget.bytesLeft);
    throw error;
  }
}
