import type { PDFRawStream } from '@cantoo/pdf-lib';
import { isWholePdf, pdfEndBytes } from '../../pdf/whole-pdf';
import { BoundedParser } from '../../pdf/bounded-parser';
import { embeddedFiles } from './embedded-files';
import { ParseBudget } from '../../pdf/parse-budget';
import type { PortfolioLimits } from './portfolio-limits';
import { streamBytes, StreamTooLarge } from '../../pdf/stream-bytes';

/** One thing found in a PDF, in the document's order: a PDF, or why there is none, by name. */
export type PortfolioPart =
  | { readonly kind: 'pdf'; readonly bytes: Buffer; readonly title?: string }
  | { readonly kind: 'problem'; readonly name: PortfolioProblem };

/** What may be odd about a portfolio. */
export type PortfolioProblem =
  'portfolio-too-large' | 'portfolio-unreadable' | 'portfolio-file-unreadable' | 'portfolio-file-not-a-pdf';

/**
 * The PDFs inside of a PDF, one after the other: a part's bytes are there only as long as the caller keeps them. The same
 * bytes give the same parts. Never throws over them; a PDF that carries no files has no parts.
 */
export async function* readPortfolio(
  container: Buffer,
  limits: PortfolioLimits,
): AsyncGenerator<PortfolioPart, void> {
  const { files, damaged } = await findFiles(container, new ParseBudget(limits.readTime));
  let left = limits.partsSize;
  let pdfs = 0;
  for (const { name, stream } of files) {
    const opened = open(stream, left);
    if (opened === 'portfolio-too-large' || pdfs === limits.mostParts)
      return yield problem('portfolio-too-large');
    if (opened === 'portfolio-file-unreadable') yield problem(opened);
    else {
      left -= opened.length;
      const part = partOf(opened, name);
      if (part.kind === 'pdf') pdfs++;
      yield part;
    }
  }
  if (damaged) yield problem('portfolio-unreadable');
}

function problem(name: PortfolioProblem): PortfolioPart {
  return { kind: 'problem', name };
}

function partOf(bytes: Buffer, name: string | undefined): PortfolioPart {
  if (!isPdf(bytes)) return problem('portfolio-file-not-a-pdf');
  return { kind: 'pdf', bytes, ...(name === undefined ? {} : { title: name }) };
}

async function findFiles(container: Buffer, budget: ParseBudget) {
  try {
    const context = await new BoundedParser(container, budget).parseDocument();
    const isEncrypted = context.trailerInfo.Encrypt !== undefined;
    if (isEncrypted || budget.isSpent) return { files: [], damaged: true };
    const { files, damaged } = embeddedFiles(context);
    return { files, damaged: damaged || budget.damaged };
  } catch {
    // Its errors quote what they could not read.
    return { files: [], damaged: true };
  }
}

function open(
  stream: PDFRawStream,
  most: number,
): Buffer | 'portfolio-too-large' | 'portfolio-file-unreadable' {
  try {
    return streamBytes(stream, most);
  } catch (error) {
    return error instanceof StreamTooLarge ? 'portfolio-too-large' : 'portfolio-file-unreadable';
  }
}

function isPdf(bytes: Buffer): boolean {
  return isWholePdf({
    head: bytes.subarray(0, pdfEndBytes),
    tail: bytes.subarray(-pdfEndBytes),
    sizeBytes: bytes.length,
  });
}
