import { PDFDict, PDFInvalidObject, PDFName, PDFRef, type PDFContext, type PDFObject } from '@cantoo/pdf-lib';
import { BoundedParser } from '../../pdf/bounded-parser';
import { ParseBudget } from '../../pdf/parse-budget';
import type { DrawingLimits } from '../drawing-limits';
import { templatePages, type TemplatePage } from './template-pages';

/** An original that can be drawn on. */
export interface Template {
  readonly context: PDFContext;
  readonly pages: readonly TemplatePage[];
  /** The root of its page tree. */
  readonly tree: PDFRef;
}

/** The reason why an original cannot be drawn on. */
export type TemplateProblem = 'template-too-large' | 'template-encrypted' | 'template-unreadable';

/** The highest object number that readers support (ISO 32000-1, annex C). New objects get the next free numbers. */
const maxObjectNumber = 8_388_607;

/** Reads an original within the limits. Never throws because of its content. */
export async function readTemplate(
  original: Buffer,
  limits: DrawingLimits,
): Promise<Template | TemplateProblem> {
  if (original.length > limits.maxOriginalBytes) return 'template-too-large';
  const budget = new ParseBudget(limits.readTimeMs);
  try {
    const context = await new BoundedParser(original, budget).parseDocument();
    if (context.trailerInfo.Encrypt !== undefined) return 'template-encrypted';
    const tree = pageTree(context);
    if (budget.isSpent || budget.damaged || !tree) return 'template-unreadable';
    lookUpAsReadersDo(context);
    return { context, tree, pages: templatePages(context, tree, limits.maxPages) };
  } catch {
    // The error is not logged: it quotes the content of the PDF.
    return 'template-unreadable';
  }
}

function pageTree(context: PDFContext): PDFRef | undefined {
  if (context.largestObjectNumber > maxObjectNumber) return undefined;
  const catalog = context.lookup(context.trailerInfo.Root);
  const tree = catalog instanceof PDFDict ? catalog.get(PDFName.of('Pages')) : undefined;
  return tree instanceof PDFRef ? tree : undefined;
}

/**
 * Makes lookups work as in readers: by object number alone if the generation does not exist. Throws for what readers
 * may understand differently: objects that the library could not parse, and references to references.
 */
function lookUpAsReadersDo(context: PDFContext): void {
  const byNumber = new Map<number, PDFRef>();
  for (const [ref] of context.enumerateIndirectObjects()) byNumber.set(ref.objectNumber, ref);
  const lookup = context.lookup.bind(context) as (
    object?: PDFObject,
    ...types: unknown[]
  ) => PDFObject | undefined;
  const found = (ref: PDFRef) => lookup(ref) ?? lookup(byNumber.get(ref.objectNumber));
  context.lookup = ((object?: PDFObject, ...types: unknown[]) => {
    const one = object instanceof PDFRef ? found(object) : object;
    if (one instanceof PDFInvalidObject || one instanceof PDFRef) throw new Error('ambiguous object');
    return lookup(one, ...types);
  }) as typeof context.lookup;
}
