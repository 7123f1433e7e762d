import { PDFArray, PDFHexString, PDFString } from '@cantoo/pdf-lib';
import type { PDFContext, PDFObject, PDFRef } from '@cantoo/pdf-lib';
import { createHash } from 'node:crypto';

/** Where a PDF has its last table of objects, and of which kind it is. */
export interface LastTable {
  readonly offset: number;
  readonly kind: 'table' | 'stream';
  /** Bytes before the PDF's own first one, from which all offsets in it count. */
  readonly before: number;
}

const lastStart = /^[^]*startxref\s+(\d{1,10})\s+%%EOF/;

/** Finds the last table of a PDF; `undefined` where it is not where the PDF says: it must be written anew then. */
export function lastTable(pdf: Buffer): LastTable | undefined {
  const before = pdf.indexOf('%PDF-');
  const offset = Number(lastStart.exec(pdf.toString('latin1', Math.max(0, pdf.length - 1_024)))?.[1] ?? NaN);
  if (before < 0 || Number.isNaN(offset)) return undefined;
  const start = pdf.toString('latin1', before + offset, before + offset + 64);
  if (/^\s*xref\s/.test(start)) return { offset, kind: 'table', before };
  return /^\s*\d+\s+\d+\s+obj/.test(start) ? { offset, kind: 'stream', before } : undefined;
}

/**
 * Appends objects, new and changed ones, to a PDF whose bytes stay as they are: the drawn document begins with the
 * original, byte for byte, and whoever cuts it off there has the original back.
 */
export function appendUpdate(
  pdf: Buffer,
  table: LastTable,
  context: PDFContext,
  refs: readonly PDFRef[],
): Buffer {
  const parts: Buffer[] = [Buffer.from('\n')];
  let offset = pdf.length - table.before + 1;
  const entries = [...refs]
    .sort((one, other) => one.objectNumber - other.objectNumber)
    .map((ref) => {
      const bytes = objectBytes(ref, context.lookup(ref));
      const entry = { number: ref.objectNumber, generation: ref.generationNumber, offset };
      parts.push(bytes);
      offset += bytes.length;
      return entry;
    });
  const id = digestOf(parts).slice(0, 32);
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

interface End {
  readonly context: PDFContext;
  readonly entries: readonly Entry[];
  /** Where the table itself is. */
  readonly offset: number;
  /** Names this state of the document: the same bytes have the same. */
  readonly id: string;
  readonly previous: number;
}

/** Hex. Part by part: put together for it, they would be in the memory once more. */
function digestOf(parts: readonly Buffer[]): string {
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

function crossReferenceTable({ context, entries, id, previous }: End): Buffer {
  const lines = sectionsOf(entries).flatMap((section) => [
    `${section[0]?.number} ${section.length}`,
    ...section.map(({ offset, generation }) => `${padded(offset, 10)} ${padded(generation, 5)} n `),
  ]);
  const trailer = trailerEntries(context, { id, previous, size: context.largestObjectNumber + 1 });
  return Buffer.from(['xref', ...lines, 'trailer', `<< ${trailer} >>`, ''].join('\n'), 'latin1');
}

/** It is an object itself, and stands in itself. */
function crossReferenceStream({ context, entries, offset, id, previous }: End): Buffer {
  const number = context.largestObjectNumber + 1;
  const sections = sectionsOf([...entries, { number, generation: 0, offset }]);
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

interface TrailerFacts {
  readonly id: string;
  readonly previous: number;
  readonly size: number;
}

function trailerEntries({ trailerInfo }: PDFContext, { id, previous, size }: TrailerFacts): string {
  const { Root, Info } = trailerInfo;
  return [
    `/Size ${size} /Prev ${previous} /Root ${Root?.toString()}`,
    ...(Info ? [`/Info ${Info.toString()}`] : []),
    `/ID [${firstId(trailerInfo.ID) ?? `<${id}>`} <${id}>]`,
  ].join(' ');
}

/** The first of the two names the document in all of its states. */
function firstId(object: PDFObject | undefined): string | undefined {
  const first = object instanceof PDFArray ? object.get(0) : undefined;
  return first instanceof PDFHexString || first instanceof PDFString ? first.toString() : undefined;
}

/** Entries whose numbers follow one another. */
function sectionsOf(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const sections: Entry[][] = [];
  for (const entry of entries) {
    const last = sections.at(-1);
    if (last && last.at(-1)?.number === entry.number - 1) last.push(entry);
    else sections.push([entry]);
  }
  return sections;
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
