import { PDFString } from '@cantoo/pdf-lib';

/** Makes a literal string of bytes. It is read again when it is used, so what has a meaning in it gets its escape. */
export function literalString(bytes: Uint8Array): PDFString {
  const text = Buffer.from(bytes).toString('latin1');
  return PDFString.of(text.replaceAll(/[\\()]/g, '\\$&').replaceAll('\r', '\\r'));
}
