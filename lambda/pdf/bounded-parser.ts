import { PDFArray, PDFName, PDFNumber, PDFParser, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import type { PDFContext, PDFDict, PDFHexString, PDFObject, PDFString } from '@cantoo/pdf-lib';
import type { ParseBudget } from './parse-budget';
import { streamBytes } from './stream-bytes';

/** Signatures, the longest tokens there are, have some 100 KB. A longer token is invalid. */
const maxTokenLength = 1024 ** 2;

const digits = '0123456789';
const numeric = `${digits}+-.`;

/** The PDF library's parser, within a budget. When the budget is spent it stops and sets `budget.damaged`. */
export class BoundedParser extends PDFParser {
  /** Where the bytes end for the library: its loops ask for nothing else. */
  private end: number;

  /**
   * Starts at the first byte of `source`.
   *
   * @param source a Buffer: its `slice` shares memory, so the parser does not copy each stream
   * @param context the owner of the objects, for an object stream
   */
  constructor(
    private readonly source: Buffer,
    private readonly budget: ParseBudget,
    context?: PDFContext,
  ) {
    super(source, Infinity);
    if (context) Object.assign(this, { context });
    this.end = source.length;
    this.bytes.done = () => budget.isSpent || this.bytes.offset() >= this.end;
  }

  /** Parses one object and all objects inside it. */
  override parseObject(ref?: PDFRef): PDFObject {
    this.budget.spendToken();
    const object = super.parseObject(ref);
    return object instanceof PDFRawStream ? this.sanitized(object) : object;
  }

  /** Parses the objects of an object stream, which begins with pairs of object number and offset. */
  parseObjectStream(count: number, first: number): void {
    const header = this.source.toString('latin1', 0, Math.min(first, maxTokenLength)).trim();
    const numbers = header.split(/\s+/, 2 * count).map(Number);
    for (let index = 0; index + 1 < numbers.length; index += 2) {
      this.bytes.moveTo(first + (numbers[index + 1] ?? 0));
      const ref = PDFRef.of(numbers[index] ?? 0, 0);
      this.context.assign(ref, this.parseObject(ref));
    }
  }

  protected override parseString(ref?: PDFRef): PDFString {
    return this.boundedToken(() => super.parseString(ref));
  }

  protected override parseHexString(ref?: PDFRef): PDFHexString {
    return this.boundedToken(() => super.parseHexString(ref));
  }

  protected override parseName(): PDFName {
    return this.boundedToken(() => super.parseName());
  }

  protected override parseRawNumber(): number {
    return this.boundedToken(() => this.parseNumberSilently());
  }

  protected override parseRawInt(): number {
    return this.boundedToken(() => super.parseRawInt());
  }

  /**
   * Parses a number as the library does, but without its warning for large numbers: it would log a stranger's digits.
   */
  private parseNumberSilently(): number {
    let text = '';
    let characters = numeric;
    while (!this.bytes.done()) {
      const character = String.fromCharCode(this.bytes.peek());
      if (!characters.includes(character)) break;
      if (character === '.') characters = digits;
      text += character;
      this.bytes.next();
    }
    const value = Number(text);
    if (text === '' || !Number.isFinite(value)) throw new Error('not a number');
    return value;
  }

  /** Parses a token that the library reads character by character, as if the bytes ended at the maximum length. */
  private boundedToken<Token>(read: () => Token): Token {
    const start = this.bytes.offset();
    this.budget.spendToken();
    this.end = Math.min(start + maxTokenLength, this.source.length);
    try {
      return read();
    } finally {
      this.end = this.source.length;
      this.budget.spendCharacters(Math.max(0, this.bytes.offset() - start));
    }
  }

  /** Opens the streams that the library would inflate without a limit, and hands it empty ones. */
  private sanitized(stream: PDFRawStream): PDFRawStream {
    const type = stream.dict.lookup(PDFName.of('Type'));
    if (type === PDFName.of('XRef')) return this.withoutEntries(stream.dict);
    if (type !== PDFName.of('ObjStm')) return stream;
    try {
      this.openObjectStream(stream);
    } catch {
      this.budget.damaged = true;
    }
    stream.dict.delete(PDFName.of('Type'));
    return PDFRawStream.of(stream.dict, new Uint8Array());
  }

  private openObjectStream(stream: PDFRawStream): void {
    const bytes = streamBytes(stream, this.budget.inflatableBytes);
    this.budget.spendInflatedBytes(bytes.length);
    const count = stream.dict.lookup(PDFName.of('N'), PDFNumber).asNumber();
    const first = stream.dict.lookup(PDFName.of('First'), PDFNumber).asNumber();
    new BoundedParser(bytes, this.budget, this.context).parseObjectStream(count, first);
  }

  /** Removes the entries of a cross-reference stream. The library scans for objects, and needs the trailer only. */
  private withoutEntries(dict: PDFDict): PDFRawStream {
    dict.set(PDFName.of('Index'), PDFArray.withContext(this.context));
    dict.delete(PDFName.of('Filter'));
    return PDFRawStream.of(dict, new Uint8Array());
  }
}
