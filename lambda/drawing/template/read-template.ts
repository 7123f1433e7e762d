import { PDFDict, PDFName, PDFRef, type PDFContext } from '@cantoo/pdf-lib';
import { ParseBudget } from '../../pdf/parse-budget';
import { readPdf, type PdfFile } from '../../pdf/read-pdf';
import type { DrawingLimits } from '../drawing-limits';
import { templatePages, type TemplatePage } from './template-pages';

/** An original that can be drawn on. */
export interface Template {
  readonly file: PdfFile;
  /** Which the objects that are looked up later cost, too. */
  readonly budget: ParseBudget;
  readonly context: PDFContext;
  readonly pages: readonly TemplatePage[];
  /** The root of its page tree. */
  readonly tree: PDFRef;
}

/** The reason why an original cannot be drawn on. */
export type TemplateProblem = 'template-too-large' | 'template-encrypted' | 'template-unreadable';

/**
 * Reads an original within the limits. Never throws because of its content.
 *
 * @param runTimeMs the time that is left for the run
 * @throws RunTimeSpent when the run ends before
 */
export function readTemplate(
  original: Buffer,
  limits: DrawingLimits,
  runTimeMs = Infinity,
): Template | TemplateProblem {
  if (original.length > limits.maxOriginalBytes) return 'template-too-large';
  const budget = new ParseBudget(limits.timeMs, runTimeMs);
  try {
    const file = readPdf(original, budget);
    if (file.isEncrypted) return 'template-encrypted';
    const { context } = file;
    const tree = pageTree(file);
    if (!tree) return 'template-unreadable';
    return { file, budget, context, tree, pages: templatePages(file, tree, limits.maxPages) };
  } catch {
    budget.checkRun();
    // The error is not logged: it quotes the content of the PDF.
    return 'template-unreadable';
  }
}

function pageTree({ context, refOf }: PdfFile): PDFRef | undefined {
  const catalog = context.lookup(context.trailerInfo.Root);
  const tree = catalog instanceof PDFDict ? catalog.get(PDFName.of('Pages')) : undefined;
  return tree instanceof PDFRef && context.lookup(tree) ? refOf(tree) : undefined;
}
