import { PDFRef, type PDFContext } from '@cantoo/pdf-lib';
import { maxObjectNumber } from '../compare-with-scan';
import { PdfUnreadable } from '../pdf-unreadable';

/**
 * Gives new objects numbers that stand nowhere in a PDF. A reference to an object that does not exist is nothing for
 * readers. If a new object got that number, the PDF itself could show it wherever it likes.
 *
 * @param texts returns the bytes of the PDF and of its object streams; called for the first new object
 */
export function useUnnamedNumbers(context: PDFContext, texts: () => readonly Uint8Array[]): void {
  let named: Uint8Array | undefined;
  context.nextRef = () => {
    named ??= integersOf(texts());
    do context.largestObjectNumber++;
    while (named[context.largestObjectNumber]);
    if (context.largestObjectNumber > maxObjectNumber) {
      throw new PdfUnreadable('too-costly', 'no object numbers left');
    }
    return PDFRef.of(context.largestObjectNumber);
  };
}

/** Marks all integers up to the highest object number. */
function integersOf(texts: readonly Uint8Array[]): Uint8Array {
  const marked = new Uint8Array(maxObjectNumber + 1);
  for (const text of texts) markIntegers(text, marked);
  return marked;
}

/** Readers overlook a minus sign inside a number. */
function markIntegers(text: Uint8Array, marked: Uint8Array): void {
  let value = 0;
  for (const byte of text) {
    if (byte >= 0x30 && byte <= 0x39) value = Math.min(10 * value + byte - 0x30, marked.length);
    else if (byte !== 0x2d) {
      if (value < marked.length) marked[value] = 1;
      value = 0;
    }
  }
}
