import { PDFDict, PDFName, PDFRef, type PDFContext } from '@cantoo/pdf-lib';
import { BoundedParser } from '../../pdf/bounded-parser';
import { ParseBudget } from '../../pdf/parse-budget';
import type { DrawingLimits } from '../drawing-limits';
import { lookAsReadersDo } from './as-readers-look';
import { templatePages, type TemplatePage } from './template-pages';

/** An original that can be drawn on. */
export interface Template {
  readonly context: PDFContext;
  readonly pages: readonly TemplatePage[];
  /** The root of its page tree. */
  readonly tree: PDFRef;
}

/** Why an original cannot be drawn on, by name. */
export type TemplateProblem = 'template-too-large' | 'template-encrypted' | 'template-unreadable';

/** Readers know no higher number of an object (ISO 32000-1, annex C). Ours follow the highest one. */
const mostObjects = 8_388_607;

/** Reads an original, within the limits. Never throws over what is in it. */
export async function readTemplate(
  original: Buffer,
  limits: DrawingLimits,
): Promise<Template | TemplateProblem> {
  if (original.length > limits.originalSize) return 'template-too-large';
  const budget = new ParseBudget(limits.readTime);
  try {
    const context = await new BoundedParser(original, budget).parseDocument();
    if (context.trailerInfo.Encrypt !== undefined) return 'template-encrypted';
    const tree = treeOf(context);
    if (budget.isSpent || budget.damaged || !tree) return 'template-unreadable';
    lookAsReadersDo(context);
    return { context, tree, pages: templatePages(context, tree, limits.mostPages) };
  } catch {
    // Its errors quote what they could not read.
    return 'template-unreadable';
  }
}

function treeOf(context: PDFContext): PDFRef | undefined {
  if (context.largestObjectNumber > mostObjects) return undefined;
  const catalog = context.lookup(context.trailerInfo.Root);
  const tree = catalog instanceof PDFDict ? catalog.get(PDFName.of('Pages')) : undefined;
  return tree instanceof PDFRef ? tree : undefined;
}
