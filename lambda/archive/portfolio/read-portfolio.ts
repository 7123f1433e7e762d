import type { PDFDict, PDFRawStream } from '@cantoo/pdf-lib';
import { defined } from '../../kit/defined';
import { DocumentDecryption } from '../../pdf/decryption/document-decryption';
import type { Decoded } from '../../pdf/filters/decoded';
import { ParseBudget } from '../../pdf/parse-budget';
import { readPdf } from '../../pdf/read-pdf';
import { readCostedStream, StreamTooLarge, type ReadStream } from '../../pdf/stream-bytes';
import { isWholePdf } from '../../pdf/whole-pdf';
import type { PortfolioLimits } from '../limits';
import { embeddedFiles, type EmbeddedFiles } from './embedded-files';

/** A PDF inside a PDF, in the document's order, or a problem in its place. */
export type PortfolioPart =
  | { readonly kind: 'pdf'; readonly bytes: Buffer; readonly title?: string }
  | { readonly kind: 'problem'; readonly name: PortfolioProblem };

/** The problems that a portfolio may have. */
export type PortfolioProblem =
  'portfolio-too-large' | 'portfolio-unreadable' | 'portfolio-file-unreadable' | 'portfolio-file-not-a-pdf';

/**
 * Reads the PDFs inside a PDF, one after the other, so that only one of them is in memory. The same bytes give the same
 * parts. Never throws because of the bytes. A PDF that contains no files has no parts.
 *
 * @param runTimeMs the time that is left for the run
 * @throws RunTimeSpent when the run ends before: what is left out then would depend on the clock
 */
export function* readPortfolio(
  container: Buffer,
  limits: PortfolioLimits,
  runTimeMs = Infinity,
): Generator<PortfolioPart, void> {
  const budget = new ParseBudget(limits.readTimeMs, runTimeMs);
  const { files, damaged } = findFiles(container, budget);
  let bytesLeft = limits.maxPartsBytes;
  let workBytesLeft = workFactor * limits.maxPartsBytes;
  let pdfCount = 0;
  for (const { name, stream } of files) {
    budget.checkRun();
    const file = stream ? readFile(stream, Math.min(bytesLeft, workBytesLeft)) : noFile;
    if (!file || pdfCount === limits.maxParts) return yield problem('portfolio-too-large');
    const isPdf = isWholePdf(file.bytes);
    if (isPdf) yield defined({ kind: 'pdf', bytes: file.bytes, title: name });
    yield* problemsOf(file, isPdf);
    bytesLeft -= file.bytes.length;
    workBytesLeft -= file.costBytes;
    pdfCount += Number(isPdf);
  }
  if (damaged) yield problem('portfolio-unreadable');
}

/** What can be read of a damaged file may still be a PDF, as readers show it: it is a part, with a problem. */
function* problemsOf({ isWhole }: Decoded, isPdf: boolean): Generator<PortfolioPart, void> {
  if (!isWhole) yield problem('portfolio-file-unreadable');
  else if (!isPdf) yield problem('portfolio-file-not-a-pdf');
}

/**
 * What all filters of all files may make, as a multiple of what the files may have. A file of no bytes may be packed in
 * filters that make hundreds of megabytes, and any number of such files fit into one portfolio.
 */
const workFactor = 8;

const noFile: ReadStream = { bytes: Buffer.alloc(0), isWhole: false, costBytes: 0 };

function problem(name: PortfolioProblem): PortfolioPart {
  return { kind: 'problem', name };
}

function findFiles(container: Buffer, budget: ParseBudget): EmbeddedFiles {
  try {
    return embeddedFiles(readPdf(container, budget, unlock).context, budget);
  } catch {
    budget.checkRun();
    // The error is not logged: it may quote the document.
    return { files: [], damaged: true };
  }
}

/** Opens a portfolio as readers do that do not ask: with the empty password. */
function unlock(encrypt: PDFDict, fileId: Uint8Array): DocumentDecryption {
  const decryption = DocumentDecryption.withEmptyPassword(encrypt, fileId);
  if (!decryption) throw new Error('the portfolio needs a password, or is encrypted in an unknown way');
  return decryption;
}

/** Returns undefined for a file that is too large. */
function readFile(stream: PDFRawStream, maxBytes: number): ReadStream | undefined {
  try {
    return maxBytes < 0 ? undefined : readCostedStream(stream, maxBytes);
  } catch (error) {
    if (error instanceof StreamTooLarge) return undefined;
    return noFile;
  }
}
