import { PDFName, PDFNumber, PDFRawStream, type PDFContext, type PDFObject } from '@cantoo/pdf-lib';
import { ByteCursor } from '../byte-cursor';
import { readHeldStream } from '../held-stream';
import type { ParseBudget } from '../parse-budget';
import { PdfUnreadable } from '../pdf-unreadable';
import { ObjectParser } from './object-parser';

/** What it takes to remember a number and its offset, in two arrays and a map. */
const bytesPerPair = 128;

/** An object stream: it contains objects without their own place in the file. */
export class ObjectContainer {
  private readonly indexes = new Map<number, number>();
  private readonly repeated = new Set<number>();

  private constructor(
    /** The bytes of the stream, decoded. */
    readonly bytes: Buffer,
    /** The object numbers, in the order of the stream. */
    readonly numbers: readonly number[],
    private readonly offsets: readonly number[],
    private readonly parser: ObjectParser,
  ) {
    for (const [index, number] of numbers.entries()) {
      if (this.indexes.has(number)) this.repeated.add(number);
      this.indexes.set(number, index);
    }
  }

  /**
   * Opens an object stream; `undefined` if the object is no such stream.
   *
   * @throws PdfUnreadable when the stream is damaged: readers do not agree on what is in it then
   */
  static open(
    object: PDFObject | undefined,
    budget: ParseBudget,
    context: PDFContext,
  ): ObjectContainer | undefined {
    if (!(object instanceof PDFRawStream)) return undefined;
    if (object.dict.lookup(PDFName.of('Type')) !== PDFName.of('ObjStm')) return undefined;
    const count = integerOf(object.dict.lookup(PDFName.of('N')));
    const first = integerOf(object.dict.lookup(PDFName.of('First')));
    const { bytes, isWhole } = readHeldStream(object, budget);
    if (!isWhole || count > bytes.length) throw new PdfUnreadable('ambiguous', 'an object stream is damaged');
    budget.spendTokens(2 * count);
    budget.holdBytes(bytesPerPair * count);
    const header = readHeader(bytes, count);
    const offsets = header.offsets.map((offset) => first + offset);
    return new ObjectContainer(bytes, header.numbers, offsets, new ObjectParser(bytes, budget, context));
  }

  /**
   * Parses the object at an index, where the number must stand. PDFium goes by the index, MuPDF by the number.
   *
   * @throws PdfUnreadable when the two do not mean the same object; Error when the object cannot be parsed
   */
  objectAt(index: number, number: number): PDFObject {
    const offset = this.offsets[index];
    if (offset === undefined || !this.isAt(index, number)) {
      throw new PdfUnreadable('ambiguous', 'an object stream');
    }
    return this.parser.parseObjectAt(offset);
  }

  /** Whether a number is at an index, and nowhere else. */
  isAt(index: number, number: number): boolean {
    return this.indexes.get(number) === index && !this.repeated.has(number);
  }
}

function integerOf(object: PDFObject | undefined): number {
  const value = object instanceof PDFNumber ? object.asNumber() : NaN;
  if (!Number.isSafeInteger(value) || value < 0) throw new PdfUnreadable('ambiguous', 'an object stream');
  return value;
}

/** Reads the pairs of number and offset at the beginning. */
function readHeader(bytes: Buffer, count: number) {
  const cursor = new ByteCursor(bytes, 0);
  const [numbers, offsets]: [number[], number[]] = [[], []];
  for (let pair = 0; pair < count; pair++) {
    const number = cursor.skipWhite().readNumber();
    const offset = cursor.skipWhite().readNumber();
    if (number === undefined || offset === undefined)
      throw new PdfUnreadable('ambiguous', 'an object stream');
    numbers.push(number);
    offsets.push(offset);
  }
  return { numbers, offsets };
}
