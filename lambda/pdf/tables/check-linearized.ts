import { PDFDict, PDFName, PDFNumber, type PDFObject } from '@cantoo/pdf-lib';
import { ByteCursor } from '../byte-cursor';
import type { ObjectParser } from '../objects/object-parser';
import { PdfUnreadable } from '../pdf-unreadable';
import type { TableSource } from './read-tables';

/**
 * Checks that the first table of a linearized PDF is its last one. pdf.js begins with the first one if the file has the
 * length that it had when it was linearized. Others look for the last one.
 *
 * Source: pdf.js, `PDFDocument.startXRef` and `Linearization.create`, checked 2026-11-27.
 *
 * @throws PdfUnreadable when it is not
 */
export function checkLinearized({ source, junkBytes, parser }: TableSource, lastOffset: number): void {
  const start = /^%PDF-[^]{0,1000}?(\d+\s+\d+\s+obj)/.exec(
    source.toString('latin1', junkBytes, junkBytes + 1_024),
  );
  if (!start) return;
  const position = junkBytes + start[0].length - (start[1]?.length ?? 0);
  if (!isLinearized(firstObject(parser, position), source.length - junkBytes)) return;
  const end = source.indexOf('endobj', position);
  const first = new ByteCursor(source, end + 'endobj'.length).skipWhite().position;
  const last = new ByteCursor(source, junkBytes + lastOffset).skipWhite().position;
  if (first !== last) throw new PdfUnreadable('ambiguous', 'the first table is not the last one');
}

/** Returns the first object; `undefined` if it is damaged. Then no reader takes the PDF for linearized. */
function firstObject(parser: ObjectParser, position: number): PDFObject | undefined {
  try {
    return parser.indirectObjectAt(position)?.object;
  } catch {
    return undefined;
  }
}

function isLinearized(object: PDFObject | undefined, sizeBytes: number): boolean {
  if (!(object instanceof PDFDict) || !object.has(PDFName.of('Linearized'))) return false;
  const length = object.get(PDFName.of('L'));
  return length instanceof PDFNumber && length.asNumber() === sizeBytes;
}
