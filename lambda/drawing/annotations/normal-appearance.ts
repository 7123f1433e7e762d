import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream, PDFRef, type PDFObject } from '@cantoo/pdf-lib';

/** The appearance that readers paint for an annotation: a form, `none`, or `unclear` if readers differ. */
export type NormalAppearance = { readonly form: PDFRef; readonly stream: PDFRawStream } | 'none' | 'unclear';

/** Returns the normal appearance of an annotation: that of its current state, if it has states. */
export function normalAppearance(annotation: PDFDict): NormalAppearance {
  const appearances = annotation.lookup(PDFName.of('AP'));
  const normal = appearances instanceof PDFDict ? entry(appearances, PDFName.of('N')) : undefined;
  if (normal?.object instanceof PDFRawStream) return asForm(normal.object, normal.ref);
  if (normal?.object instanceof PDFDict) return ofState(normal.object, annotation);
  return isPaintedByReaders(annotation) ? 'unclear' : 'none';
}

function ofState(states: PDFDict, annotation: PDFDict): NormalAppearance {
  const state = annotation.lookup(PDFName.of('AS'));
  // Without a state, some readers use the field's value and some paint nothing.
  if (!(state instanceof PDFName)) return states.keys().length === 0 ? 'none' : 'unclear';
  const { ref, object } = entry(states, state);
  if (object instanceof PDFRawStream) return asForm(object, ref);
  return object === undefined ? 'none' : 'unclear';
}

/** A page can only paint an indirect object, and only one that does not declare another subtype. */
function asForm(stream: PDFRawStream, form: PDFRef | undefined): NormalAppearance {
  const subtype = stream.dict.lookup(PDFName.of('Subtype')) ?? PDFName.of('Form');
  return form && subtype === PDFName.of('Form') ? { form, stream } : 'unclear';
}

function entry(dict: PDFDict, name: PDFName) {
  const value = dict.get(name);
  return { ref: value instanceof PDFRef ? value : undefined, object: dict.lookup(name) };
}

const names = (...all: readonly string[]) => all.map((name) => PDFName.of(name));

/** The kinds of annotations that readers paint themselves if they have no appearance. */
const paintedKinds = new Set(
  names(
    ...['Square', 'Circle', 'Polygon', 'PolyLine', 'Line', 'Ink', 'FreeText', 'Stamp'],
    ...['Text', 'FileAttachment', 'StrikeOut', 'Squiggly', 'Underline'],
  ),
);

/** The entries for a form field's background, border, caption and icon. */
const fieldLooks = names('BG', 'BC', 'CA', 'I');

/** Whether some readers paint an annotation without an appearance, each in its own way. */
function isPaintedByReaders(annotation: PDFDict): boolean {
  const subtype = annotation.lookup(PDFName.of('Subtype'));
  if (subtype === PDFName.of('Highlight')) return isDark(annotation.lookup(PDFName.of('C')));
  if (subtype === PDFName.of('Widget')) return isPaintedField(annotation);
  return subtype instanceof PDFName && paintedKinds.has(subtype);
}

/** Readers paint every choice field, and every field with a value. */
function isPaintedField(annotation: PDFDict): boolean {
  const look = annotation.lookup(PDFName.of('MK'));
  if (look instanceof PDFDict && fieldLooks.some((key) => look.has(key))) return true;
  return inherited(annotation, 'FT') === PDFName.of('Ch') || inherited(annotation, 'V') !== undefined;
}

/** No real form has more levels. */
const maxLevels = 32;

function inherited(field: PDFDict, key: string): PDFObject | undefined {
  let one: PDFObject | undefined = field;
  for (let level = 0; level < maxLevels && one instanceof PDFDict; level++) {
    const value: PDFObject | undefined = one.lookup(PDFName.of(key));
    if (value !== undefined) return value;
    one = one.lookup(PDFName.of('Parent'));
  }
  return undefined;
}

/** Whether a text under this color is illegible. Some readers take an invalid color for black. */
function isDark(color: PDFObject | undefined): boolean {
  if (!(color instanceof PDFArray) || color.size() !== 3) return true;
  const part = (at: number) => {
    const value = color.lookup(at);
    return value instanceof PDFNumber ? value.asNumber() : 0;
  };
  return 0.3 * part(0) + 0.59 * part(1) + 0.11 * part(2) < 0.5;
}
