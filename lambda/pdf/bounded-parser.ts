import { PDFArray, PDFName, PDFNumber, PDFParser, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import type { PDFContext, PDFDict, PDFHexString, PDFObject, PDFString } from '@cantoo/pdf-lib';
import type { ParseBudget } from './parse-budget';
import { streamBytes } from './stream-bytes';

/** A longer string, name or number is none: signatures, the longest there are, have some 100 KB. */
const longestToken = 1024 ** 2;

const digits = '0123456789';
const numeric = `${digits}+-.`;

/** The PDF library's parser, within a budget: it stops when that is spent, and says so by `budget.damaged`. */
export class BoundedParser extends PDFParser {
  /** Where the bytes end, as far as the parser is told. */
  private end: number;

  /**
   * Begins at the source's first byte.
   *
   * @param source a Buffer: the parser's `slice` then shares its memory, and does not copy each stream
   * @param context what the objects belong to, when they are of an object stream
   */
  constructor(
    private readonly source: Buffer,
    private readonly budget: ParseBudget,
    context?: PDFContext,
  ) {
    super(source, Infinity);
    if (context) Object.assign(this, { context });
    this.end = source.length;
    // The library's loops end where the bytes do, and nowhere else.
    this.bytes.done = () => budget.isSpent || this.bytes.offset() >= this.end;
  }

  /** Reads one object, with all that is in it. */
  override parseObject(ref?: PDFRef): PDFObject {
    this.budget.spendToken();
    const object = super.parseObject(ref);
    return object instanceof PDFRawStream ? this.tamed(object) : object;
  }

  /** Reads the objects of an object stream: it begins with pairs of an object's number and its offset. */
  parseObjectStream(count: number, first: number): void {
    const header = this.source.toString('latin1', 0, Math.min(first, longestToken)).trim();
    const numbers = header.split(/\s+/, 2 * count).map(Number);
    for (let index = 0; index + 1 < numbers.length; index += 2) {
      this.bytes.moveTo(first + (numbers[index + 1] ?? 0));
      const ref = PDFRef.of(numbers[index] ?? 0, 0);
      this.context.assign(ref, this.parseObject(ref));
    }
  }

  protected override parseString(ref?: PDFRef): PDFString {
    return this.token(() => super.parseString(ref));
  }

  protected override parseHexString(ref?: PDFRef): PDFHexString {
    return this.token(() => super.parseHexString(ref));
  }

  protected override parseName(): PDFName {
    return this.token(() => super.parseName());
  }

  protected override parseRawNumber(): number {
    return this.token(() => this.quietNumber());
  }

  protected override parseRawInt(): number {
    return this.token(() => super.parseRawInt());
  }

  /** As the library reads one, but for its warning: that writes a number that is too large, a stranger's digits, to the log. */
  private quietNumber(): number {
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
    if (text === '' || !Number.isFinite(value)) throw new Error('no number');
    return value;
  }

  /** Reads what the library gathers letter by letter, as if the bytes ended soon. */
  private token<Token>(read: () => Token): Token {
    const start = this.bytes.offset();
    this.budget.spendToken();
    this.end = Math.min(start + longestToken, this.source.length);
    try {
      return read();
    } finally {
      this.end = this.source.length;
      this.budget.spendCharacters(Math.max(0, this.bytes.offset() - start));
    }
  }

  /** The streams that the library would open itself, and without a limit, are opened here, and look empty to it. */
  private tamed(stream: PDFRawStream): PDFRawStream {
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
    const bytes = streamBytes(stream, this.budget.inflatable);
    this.budget.spendInflated(bytes.length);
    const count = stream.dict.lookup(PDFName.of('N'), PDFNumber).asNumber();
    const first = stream.dict.lookup(PDFName.of('First'), PDFNumber).asNumber();
    new BoundedParser(bytes, this.budget, this.context).parseObjectStream(count, first);
  }

  /** Of a cross-reference stream the library needs its trailer only: it finds objects by reading all there is. */
  private withoutEntries(dict: PDFDict): PDFRawStream {
    dict.set(PDFName.of('Index'), PDFArray.withContext(this.context));
    dict.delete(PDFName.of('Filter'));
    return PDFRawStream.of(dict, new Uint8Array());
  }
}
