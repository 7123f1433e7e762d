import { PDFHexString, PDFString, type PDFDict, type PDFObject } from '@cantoo/pdf-lib';
import { clipText } from '../../kit/text';
import type { ObjectWalk } from './object-walk';

const maxNameLength = 500;

/** Returns the name of a file in its specification: untrusted text. */
export function fileName(specification: PDFDict, walk: ObjectWalk): string | undefined {
  for (const key of ['UF', 'F', 'DOS', 'Mac', 'Unix']) {
    const name = text(walk.entry(specification, key));
    if (name) return clipText(name, maxNameLength);
  }
  return undefined;
}

function text(object: PDFObject | undefined): string | undefined {
  if (!(object instanceof PDFString || object instanceof PDFHexString)) return undefined;
  try {
    return object.decodeText();
  } catch {
    return undefined;
  }
}
