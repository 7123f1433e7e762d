import {
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFParser,
  PDFRawStream,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import type { PDFContext, PDFObject, PDFStream, PDFDict } from '@cantoo/pdf-lib';
import type { ParseBudget } from '../parse-budget';
import { literalString } from './literal-string';
import { DictionaryEntries } from './dictionary-entries';
import { bytesOf, entryBytes } from './object-bytes';
import { findEndOfStream, findStartOfStream } from './stream-ends';
import { hexText, literalText, nameText, numberText, unescapedName } from './token-text';

/** Signatures, the longest tokens there are, have some 100 KB. A longer token is invalid. */
const maxTokenLength = 1024 ** 2;
/** The deepest nesting that readers follow: pdf.js and MuPDF stop there. */
const maxDepth = 500;

const [slash, greaterThan] = [0x2f, 0x3e] as const;
const digits = '0123456789';

/** An object with its number, as it stands in a file. */
export interface IndirectObject {
  readonly number: number;
  readonly generation: number;
  readonly object: PDFObject;
  /** Whether `endobj` follows. Readers go on without it, each in its own way. */
  readonly isClosed: boolean;
}

/** The object that a string or stream is part of: its key depends on it. */
export interface ObjectIdentity {
  readonly number: number;
  readonly generation: number;
}

/** Decrypts the strings and streams of objects. */
export interface ObjectDecryption {
  /** Decrypts a string. */
  decryptString(bytes: Uint8Array, identity: ObjectIdentity): Uint8Array;
  /** Decrypts a stream. */
  decryptStream(bytes: Uint8Array, dict: PDFDict, identity: ObjectIdentity): Uint8Array;
}

/** The PDF library's parser for single objects, within a budget. */
export class ObjectParser extends PDFParser {
  /** Where the bytes end for the library: its loops ask for nothing else. */
  private end: number;
  private depth = 0;
  private decryption: ObjectDecryption | undefined;

  /**
   * Starts at the first byte of `source`.
   *
   * @param source a Buffer: its `slice` shares memory, so the parser does not copy each stream
   * @param context the owner of the objects
   */
  constructor(
    private readonly source: Buffer,
    protected readonly budget: ParseBudget,
    context?: PDFContext,
  ) {
    super(source, Infinity);
    if (context) Object.assign(this, { context });
    this.end = source.length;
    this.bytes.done = () => budget.isSpent || this.bytes.offset() >= this.end;
  }

  /** The owner of the objects. */
  get objects(): PDFContext {
    return this.context;
  }

  /** Decrypts what is parsed from now on. */
  decryptWith(decryption: ObjectDecryption): void {
    this.decryption = decryption;
  }

  /**
   * Parses the object at a position, where "number generation obj" must stand; `undefined` if it does not. The parser
   * may be parsing another object meanwhile, which needs this one.
   *
   * @throws Error when the object itself cannot be parsed, or the budget is spent
   */
  indirectObjectAt(position: number): IndirectObject | undefined {
    return this.from(position, () => {
      const number = this.integer();
      const generation = this.integer();
      this.skipWhitespaceAndComments();
      if (number === undefined || generation === undefined || !this.matchText('obj')) return undefined;
      const object = this.parseObject(PDFRef.of(number, generation));
      this.skipWhitespaceAndComments();
      return { number, generation, object, isClosed: this.matchText('endobj') };
    });
  }

  /**
   * Parses the object at a position, without a number before it.
   *
   * @throws Error when it cannot be parsed, or the budget is spent
   */
  parseObjectAt(position: number): PDFObject {
    return this.from(position, () => this.parseObject());
  }

  /** Parses one object and all objects inside it. */
  override parseObject(ref?: PDFRef): PDFObject {
    this.budget.spendToken();
    if (++this.depth > maxDepth) throw new Error('nested too deep');
    try {
      return this.held(super.parseObject(ref));
    } finally {
      this.depth--;
    }
  }

  /** Parses a dictionary as the library does, which would not say that a key is there twice. */
  protected override parseDict(ref?: PDFRef): PDFDict {
    const entries = new DictionaryEntries();
    this.matchRequired('<<');
    this.skipWhitespaceAndComments();
    while (!this.bytes.done() && this.bytes.peek() !== greaterThan) {
      const key = this.parseName();
      entries.add(key, this.parseObject(ref));
      this.budget.holdObject(entryBytes);
      this.skipWhitespaceAndComments();
    }
    this.matchRequired('>>');
    return entries.toDictionary(this.context);
  }

  protected override parseDictOrStream(ref?: PDFRef): PDFDict | PDFStream {
    const dict = this.parseDict(ref);
    this.skipWhitespaceAndComments();
    if (!this.matchText('stream')) return dict;
    const start = findStartOfStream(this.source, this.bytes.offset());
    const length = dict.lookup(PDFName.of('Length'));
    const { end, next } = findEndOfStream(this.source, start, {
      length: length instanceof PDFNumber ? length.asNumber() : undefined,
      budget: this.budget,
    });
    this.bytes.moveTo(next);
    return PDFRawStream.of(dict, this.decrypted(dict, this.source.subarray(start, end), ref));
  }

  protected override parseString(ref?: PDFRef): PDFString {
    const string = PDFString.of(this.delimitedText(literalText));
    const decrypted = this.decryptedString(string, ref);
    return decrypted ? literalString(decrypted) : string;
  }

  protected override parseHexString(ref?: PDFRef): PDFHexString {
    const string = PDFHexString.of(this.delimitedText(hexText));
    const decrypted = this.decryptedString(string, ref);
    return decrypted ? PDFHexString.of(Buffer.from(decrypted).toString('hex')) : string;
  }

  /** Parses a name as the library does, in one piece. */
  protected override parseName(): PDFName {
    const name = this.boundedToken(() => {
      this.bytes.assertNext(slash);
      const text = nameText(this.source, this.bytes.offset(), this.end);
      this.bytes.moveTo(this.bytes.offset() + text.length);
      return PDFName.of(unescapedName(text));
    });
    this.budget.holdShared(name);
    return name;
  }

  protected override parseRawNumber(): number {
    return this.boundedToken(() => this.parseNumberSilently());
  }

  protected override parseRawInt(): number {
    return this.boundedToken(() => super.parseRawInt());
  }

  /** Spends the memory of a parsed object. */
  private held<Parsed extends PDFObject>(object: Parsed): Parsed {
    this.budget.holdObject(bytesOf(object));
    if (object instanceof PDFRef) this.budget.holdShared(object);
    return object;
  }

  /** Reads a text between two delimiters, each of one byte. */
  private delimitedText(read: typeof literalText): string {
    return this.boundedToken(() => {
      const start = this.bytes.offset() + 1;
      const text = read(this.source, start, this.end);
      if (text === undefined) throw new Error('a string without an end');
      this.bytes.moveTo(start + text.length + 1);
      return text;
    });
  }

  private decryptedString(string: PDFString | PDFHexString, ref: PDFRef | undefined): Uint8Array | undefined {
    if (!this.decryption || !ref) return undefined;
    const identity = { number: ref.objectNumber, generation: ref.generationNumber };
    return this.decryption.decryptString(string.asBytes(), identity);
  }

  /** Parses from a position, and goes back to where it was. */
  private from<Result>(position: number, parse: () => Result): Result {
    const before = this.bytes.offset();
    this.bytes.moveTo(position);
    try {
      return parse();
    } finally {
      this.bytes.moveTo(before);
    }
  }

  private integer(): number | undefined {
    this.skipWhitespaceAndComments();
    const byte = this.source[this.bytes.offset()];
    if (byte === undefined || !digits.includes(String.fromCharCode(byte))) return undefined;
    return this.parseRawInt();
  }

  private matchRequired(keyword: string): void {
    if (!this.matchText(keyword)) throw new Error(`no ${keyword}`);
  }

  private matchText(keyword: string): boolean {
    const end = this.bytes.offset() + keyword.length;
    const isThere = this.source.toString('latin1', this.bytes.offset(), end) === keyword;
    if (isThere) this.bytes.moveTo(end);
    return isThere;
  }

  private decrypted(dict: PDFDict, contents: Uint8Array, ref: PDFRef | undefined): Uint8Array {
    // A cross-reference stream is never encrypted: it says how the others are.
    const isTable = dict.get(PDFName.of('Type')) === PDFName.of('XRef');
    if (!this.decryption || !ref || isTable) return contents;
    const identity = { number: ref.objectNumber, generation: ref.generationNumber };
    return this.decryption.decryptStream(contents, dict, identity);
  }

  /**
   * Parses a number as the library does, but without its warning for large numbers: it would log a stranger's digits.
   */
  private parseNumberSilently(): number {
    const text = numberText(this.source, this.bytes.offset(), this.end);
    this.bytes.moveTo(this.bytes.offset() + text.length);
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
}
