import { PDFInvalidObject, PDFRef, type PDFContext, type PDFObject } from '@cantoo/pdf-lib';

/**
 * Lets a PDF's objects be looked up as readers do it: by number, where there is none of the generation. What each reader
 * may understand in its own way throws: what the library could not parse, and references to references.
 */
export function lookAsReadersDo(context: PDFContext): void {
  const byNumber = new Map<number, PDFRef>();
  for (const [ref] of context.enumerateIndirectObjects()) byNumber.set(ref.objectNumber, ref);
  const lookup = context.lookup.bind(context) as (
    object?: PDFObject,
    ...types: unknown[]
  ) => PDFObject | undefined;
  const found = (ref: PDFRef) => lookup(ref) ?? lookup(byNumber.get(ref.objectNumber));
  context.lookup = ((object?: PDFObject, ...types: unknown[]) => {
    const one = object instanceof PDFRef ? found(object) : object;
    if (one instanceof PDFInvalidObject || one instanceof PDFRef)
      throw new Error('an object that is unclear');
    return lookup(one, ...types);
  }) as typeof context.lookup;
}
