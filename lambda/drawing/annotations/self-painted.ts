import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject } from '@cantoo/pdf-lib';

const names = (...all: readonly string[]) => all.map((name) => PDFName.of(name));

/** Kinds that readers paint themselves where no appearance is given. */
const kinds = new Set(
  names(
    ...['Square', 'Circle', 'Polygon', 'PolyLine', 'Line', 'Ink', 'FreeText', 'Stamp'],
    ...['Text', 'FileAttachment', 'StrikeOut', 'Squiggly', 'Underline'],
  ),
);

/** What a form field looks like: a background, a border, a caption, an icon. */
const looks = names('BG', 'BC', 'CA', 'I');

/** Whether some readers paint an annotation without an appearance themselves, so that nobody knows what is to be seen. */
export function isSelfPainted(annotation: PDFDict): boolean {
  const subtype = annotation.lookup(PDFName.of('Subtype'));
  if (subtype === PDFName.of('Highlight')) return isDark(annotation.lookup(PDFName.of('C')));
  if (subtype === PDFName.of('Widget')) return isPaintedField(annotation);
  return subtype instanceof PDFName && kinds.has(subtype);
}

/** Choices are painted whatever they say, and so is what has a value. */
function isPaintedField(annotation: PDFDict): boolean {
  const look = annotation.lookup(PDFName.of('MK'));
  if (look instanceof PDFDict && looks.some((key) => look.has(key))) return true;
  return inherited(annotation, 'FT') === PDFName.of('Ch') || inherited(annotation, 'V') !== undefined;
}

/** No form has more levels. */
const mostLevels = 32;

function inherited(field: PDFDict, key: string): PDFObject | undefined {
  let one: PDFObject | undefined = field;
  for (let level = 0; level < mostLevels && one instanceof PDFDict; level++) {
    const value: PDFObject | undefined = one.lookup(PDFName.of(key));
    if (value !== undefined) return value;
    one = one.lookup(PDFName.of('Parent'));
  }
  return undefined;
}

/** Whether a text could not be read through that color. What is none is black for some readers. */
function isDark(color: PDFObject | undefined): boolean {
  if (!(color instanceof PDFArray) || color.size() !== 3) return true;
  const part = (at: number) => {
    const value = color.lookup(at);
    return value instanceof PDFNumber ? value.asNumber() : 0;
  };
  return 0.3 * part(0) + 0.59 * part(1) + 0.11 * part(2) < 0.5;
}
