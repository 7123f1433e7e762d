import { PDFDict, PDFName, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import { isSelfPainted } from './self-painted';

/** What a reader paints of an annotation. */
export type NormalAppearance =
  | { readonly form: PDFRef; readonly stream: PDFRawStream }
  /** Nothing. */
  | 'none'
  /** Each reader something else. */
  | 'unclear';

/** The stream that an annotation's appearance is in: of its state, where it has some. */
export function normalAppearance(annotation: PDFDict): NormalAppearance {
  const appearances = annotation.lookup(PDFName.of('AP'));
  const normal = appearances instanceof PDFDict ? entry(appearances, PDFName.of('N')) : undefined;
  if (normal?.object instanceof PDFRawStream) return asForm(normal.object, normal.ref);
  if (normal?.object instanceof PDFDict) return ofState(normal.object, annotation);
  return isSelfPainted(annotation) ? 'unclear' : 'none';
}

function ofState(states: PDFDict, annotation: PDFDict): NormalAppearance {
  const state = annotation.lookup(PDFName.of('AS'));
  // Some take the field's value then, and some nothing.
  if (!(state instanceof PDFName)) return states.keys().length === 0 ? 'none' : 'unclear';
  const { ref, object } = entry(states, state);
  if (object instanceof PDFRawStream) return asForm(object, ref);
  return object === undefined ? 'none' : 'unclear';
}

/** A stream that is no object of its own, or that says that it is something else, could not be painted by a page. */
function asForm(stream: PDFRawStream, form: PDFRef | undefined): NormalAppearance {
  const subtype = stream.dict.lookup(PDFName.of('Subtype')) ?? PDFName.of('Form');
  return form && subtype === PDFName.of('Form') ? { form, stream } : 'unclear';
}

function entry(dict: PDFDict, name: PDFName) {
  const value = dict.get(name);
  return { ref: value instanceof PDFRef ? value : undefined, object: dict.lookup(name) };
}
