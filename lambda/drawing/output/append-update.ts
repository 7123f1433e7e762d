import { PDFArray, PDFHexString, PDFString } from '@cantoo/pdf-lib';
import type { PDFContext, PDFObject, PDFRef } from '@cantoo/pdf-lib';
import { createHash } from 'node:crypto';
import { maxObjectNumber } from '../../pdf/compare-with-scan';
import type { LastTableOfPdf } from '../../pdf/read-pdf';

/**
 * Appends new and changed objects to a PDF (an incremental update). The result begins with the original, byte for
 * byte, so that the original can be cut out of it again.
 *
 * @throws Error when the new objects need higher numbers than readers support
 */
export function appendUpdate(
  pdf: Buffer,
  table: LastTableOfPdf,
  context: PDFContext,
  refs: readonly PDFRef[],
): Buffer {
  if (context.largestObjectNumber >= maxObjectNumber) throw new Error('no object numbers left');
  const parts: Buffer[] = [Buffer.from('\n')];
  let offset = pdf.length - table.junkBytes + 1;
  const entries = [...refs]
    .sort((one, other) => one.objectNumber - other.objectNumber)
    .map((ref) => {
      const bytes = objectBytes(ref, context.lookup(ref));
      const entry = { number: ref.objectNumber, generation: ref.generationNumber, offset };
      parts.push(bytes);
      offset += bytes.length;
      return entry;
    });
  const id = sha256HexOf(parts).slice(0, 32);
  const end = { context, entries, offset, id, previous: table.offset };
  parts.push(table.kind === 'table' ? crossReferenceTable(end) : crossReferenceStream(end));
  parts.push(Buffer.from(`startxref\n${offset}\n%%EOF\n`));
  return Buffer.concat([pdf, ...parts]);
}

interface Entry {
  readonly number: number;
  readonly generation: number;
  readonly offset: number;
}

interface UpdateEnd {
  readonly context: PDFContext;
  readonly entries: readonly Entry[];
  /** The offset of the new table itself. */
  readonly offset: number;
  /** The identifier of this state of the document, the same for the same bytes. */
  readonly id: string;
  readonly previous: number;
}

/** Hashes part by part: concatenating the parts first would take their memory twice. */
function sha256HexOf(parts: readonly Buffer[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function objectBytes({ objectNumber, generationNumber }: PDFRef, object: PDFObject | undefined): Buffer {
  if (!object) throw new Error('an object without content');
  const bytes = Buffer.alloc(object.sizeInBytes());
  object.copyBytesInto(bytes, 0);
  return Buffer.concat([
    Buffer.from(`${objectNumber} ${generationNumber} obj\n`),
    bytes,
    Buffer.from('\nendobj\n'),
  ]);
}

function crossReferenceTable({ context, entries, id, previous }: UpdateEnd): Buffer {
  const lines = subsections(entries).flatMap((section) => [
    `${section[0]?.number} ${section.length}`,
    ...section.map(({ offset, generation }) => `${zeroPadded(offset, 10)} ${zeroPadded(generation, 5)} n `),
  ]);
  const trailer = trailerEntries(context, { id, previous, size: context.largestObjectNumber + 1 });
  return Buffer.from(['xref', ...lines, 'trailer', `<< ${trailer} >>`, ''].join('\n'), 'latin1');
}

/** Writes a cross-reference stream. It is an object itself, so it also lists itself. */
function crossReferenceStream({ context, entries, offset, id, previous }: UpdateEnd): Buffer {
  const number = context.largestObjectNumber + 1;
  const sections = subsections([...entries, { number, generation: 0, offset }]);
  const data = Buffer.concat(sections.flat().map(streamEntry));
  const index = sections.map((section) => `${section[0]?.number} ${section.length}`).join(' ');
  const trailer = trailerEntries(context, { id, previous, size: number + 1 });
  return Buffer.concat([
    Buffer.from(
      `${number} 0 obj\n<< /Type /XRef /W [1 4 2] /Index [${index}] /Length ${data.length} ${trailer} >>\nstream\n`,
      'latin1',
    ),
    data,
    Buffer.from('\nendstream\nendobj\n'),
  ]);
}

function streamEntry({ offset, generation }: Entry): Buffer {
  const bytes = Buffer.alloc(7);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt32BE(offset, 1);
  bytes.writeUInt16BE(generation, 5);
  return bytes;
}

interface TrailerValues {
  readonly id: string;
  readonly previous: number;
  readonly size: number;
}

function trailerEntries({ trailerInfo }: PDFContext, { id, previous, size }: TrailerValues): string {
  const { Root, Info } = trailerInfo;
  return [
    `/Size ${size} /Prev ${previous} /Root ${Root?.toString()}`,
    ...(Info ? [`/Info ${Info.toString()}`] : []),
    `/ID [${firstId(trailerInfo.ID) ?? `<${id}>`} <${id}>]`,
  ].join(' ');
}

/** Returns the first identifier, which stays the same in all states of the document. */
function firstId(object: PDFObject | undefined): string | undefined {
  const first = object instanceof PDFArray ? object.get(0) : undefined;
  return first instanceof PDFHexString || first instanceof PDFString ? first.toString() : undefined;
}

/** Groups entries with consecutive numbers. */
function subsections(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const sections: Entry[][] = [];
  for (const entry of entries) {
    const last = sections.at(-1);
    if (last && last.at(-1)?.number === entry.number - 1) last.push(entry);
    else sections.push([entry]);
  }
  return sections;
}

function zeroPadded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
