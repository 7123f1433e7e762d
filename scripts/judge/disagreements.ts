import type { DrawnComparison } from './compare-pages';
import type { Judgement, ReaderVerdict } from './judgement';
import type { Ended } from './worker-pool';

/** Names the disagreements of one file: differences between the product and the readers that need a reason. */
export function disagreements(judgement: Judgement): readonly string[] {
  return [
    ...endDisagreements(judgement),
    ...fileDisagreements(judgement),
    ...templateDisagreements(judgement),
    ...drawnDisagreements('pdfium', judgement.pdfium, judgement.drawnInPdfium),
    ...drawnDisagreements('mupdf', judgement.mupdf, judgement.drawnInMupdf),
  ];
}

/** The product must end. A reader that crashes has no say. */
function endDisagreements({ ended }: Judgement): readonly string[] {
  if (!ended || isEndOfReader(ended)) return [];
  return [`the ${ended.in} step was ended by its ${ended.by} limit`];
}

function isEndOfReader({ in: step }: Ended): boolean {
  return !['', 'file', 'portfolio', 'drawing'].includes(step);
}

function fileDisagreements(judgement: Judgement): readonly string[] {
  const readers = openCount(judgement);
  if (judgement.file?.outcome === 'refused')
    return readers > 0 ? [`refused, ${readers} of 2 readers open it`] : [];
  return (judgement.file?.flags ?? []).length > 0
    ? flagDisagreements(judgement)
    : unflaggedDisagreements(judgement);
}

function flagDisagreements(judgement: Judgement): readonly string[] {
  const isSound = openCount(judgement) === 2 && !judgement.mupdf?.wasRepaired;
  return isSound ? ['flagged, both readers open it unrepaired'] : [];
}

function unflaggedDisagreements(judgement: Judgement): readonly string[] {
  // The reader may open it in more time, and the other was not asked.
  if (judgement.ended && isEndOfReader(judgement.ended)) return [];
  const isReadable = openCount(judgement) > 0 || [judgement.pdfium, judgement.mupdf].some(needsPassword);
  return isReadable ? [] : ['stored without a flag, no reader opens it'];
}

function templateDisagreements(judgement: Judgement): readonly string[] {
  if (judgement.drawing?.drawable)
    return openCount(judgement) > 0 ? [] : ['drawn on, no reader opens the original'];
  const isRefused = judgement.drawing?.problems.includes('template-unreadable') === true;
  return isRefused ? refusalDisagreements(judgement) : [];
}

function refusalDisagreements(judgement: Judgement): readonly string[] {
  if (!isReadAlike(judgement)) return [];
  return [`not drawn on, both readers ${judgement.mupdf?.wasRepaired ? 'repair' : 'read'} it alike`];
}

function isReadAlike(judgement: Judgement): boolean {
  return openCount(judgement) === 2 && judgement.pdfium?.pageCount === judgement.mupdf?.pageCount;
}

function drawnDisagreements(
  name: string,
  original: ReaderVerdict | undefined,
  drawn: DrawnComparison | undefined,
): readonly string[] {
  if (!drawn || !opens(original)) return [];
  const faults: readonly (readonly [string, boolean])[] = [
    [`${name} shows another number of pages`, drawn.addedPages !== 1],
    [`${name} does not show the text`, drawn.textNotShown.length > 0],
    [`${name} does not show the check`, drawn.checkNotShown.length > 0],
    [`${name} does not extract the text`, drawn.textNotExtracted.length > 0],
    [`${name} shows another page`, drawn.otherwiseChanged.length > 0],
  ];
  return faults.flatMap(([fault, isTrue]) => (isTrue ? [fault] : []));
}

function openCount({ pdfium, mupdf }: Judgement): number {
  return [pdfium, mupdf].filter(opens).length;
}

/** Whether a reader shows at least one page. */
export function opens(reader: ReaderVerdict | undefined): boolean {
  return reader?.opens === 'yes' && reader.pageCount > 0;
}

function needsPassword(reader: ReaderVerdict | undefined): boolean {
  return reader?.opens === 'with-a-password';
}
