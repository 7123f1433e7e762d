import type { PDFRawStream } from '@cantoo/pdf-lib';
import { defined } from '../../kit/defined';
import { BoundedParser } from '../../pdf/bounded-parser';
import { ParseBudget } from '../../pdf/parse-budget';
import { streamBytes, StreamTooLarge } from '../../pdf/stream-bytes';
import { isWholePdf } from '../../pdf/whole-pdf';
import type { PortfolioLimits } from '../limits';
import { embeddedFiles } from './embedded-files';

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
 */
export async function* readPortfolio(
  container: Buffer,
  limits: PortfolioLimits,
): AsyncGenerator<PortfolioPart, void> {
  const { files, damaged } = await findFiles(container, new ParseBudget(limits.readTimeMs));
  let bytesLeft = limits.maxPartsBytes;
  let pdfCount = 0;
  for (const { name, stream } of files) {
    const bytes = inflate(stream, bytesLeft);
    if (bytes === 'portfolio-too-large' || pdfCount === limits.maxParts)
      return yield problem('portfolio-too-large');
    if (bytes === 'portfolio-file-unreadable') yield problem(bytes);
    else {
      bytesLeft -= bytes.length;
      const part = portfolioPart(bytes, name);
      if (part.kind === 'pdf') pdfCount++;
      yield part;
    }
  }
  if (damaged) yield problem('portfolio-unreadable');
}

function problem(name: PortfolioProblem): PortfolioPart {
  return { kind: 'problem', name };
}

function portfolioPart(bytes: Buffer, title: string | undefined): PortfolioPart {
  return isWholePdf(bytes) ? defined({ kind: 'pdf', bytes, title }) : problem('portfolio-file-not-a-pdf');
}

async function findFiles(container: Buffer, budget: ParseBudget) {
  try {
    const context = await new BoundedParser(container, budget).parseDocument();
    const isEncrypted = context.trailerInfo.Encrypt !== undefined;
    if (isEncrypted || budget.isSpent) return { files: [], damaged: true };
    const { files, damaged } = embeddedFiles(context);
    return { files, damaged: damaged || budget.damaged };
  } catch {
    // The error is not logged: it may quote the document.
    return { files: [], damaged: true };
  }
}

function inflate(
  stream: PDFRawStream,
  maxBytes: number,
): Buffer | 'portfolio-too-large' | 'portfolio-file-unreadable' {
  try {
    return streamBytes(stream, maxBytes);
  } catch (error) {
    return error instanceof StreamTooLarge ? 'portfolio-too-large' : 'portfolio-file-unreadable';
  }
}
