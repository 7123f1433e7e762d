import {
  PDFCatalog,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFPageLeaf,
  PDFPageTree,
  PDFParser,
  PDFRawStream,
  PDFRef,
} from '@cantoo/pdf-lib';
import type { PDFContext, PDFHexString, PDFObject, PDFStream, PDFString } from '@cantoo/pdf-lib';
import type { ParseBudget } from '../parse-budget';
import { DictionaryEntries } from './dictionary-entries';
import { findEndOfStream, findStartOfStream } from './stream-ends';

/** Signatures, the longest tokens there are, have some 100 KB. A longer token is invalid. */
const maxTokenLength = 1024 ** 2;
/** The deepest nesting that readers follow: pdf.js and MuPDF stop there. */
const maxDepth = 500;

const greaterThan = 0x3e;
const digits = '0123456789';
const numeric = `${digits}+-.`;

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
    const createCipherTransform = (number: number, generation: number) => ({
      decryptBytes: (bytes: Uint8Array) => decryption.decryptString(bytes, { number, generation }),
    });
    Object.assign(this, { cryptoFactory: { createCipherTransform } });
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
      return super.parseObject(ref);
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
      this.skipWhitespaceAndComments();
    }
    this.matchRequired('>>');
    entries.check();
    return dictionaryOf(entries.map, this.context);
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
    return this.matchKeyword([...Buffer.from(keyword, 'latin1')]);
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
}

/** Makes a dictionary of the class that the library has for its type. */
function dictionaryOf(entries: Map<PDFName, PDFObject>, context: PDFContext): PDFDict {
  const type = entries.get(PDFName.of('Type'));
  if (type === PDFName.of('Catalog')) return PDFCatalog.fromMapWithContext(entries, context);
  if (type === PDFName.of('Pages')) return PDFPageTree.fromMapWithContext(entries, context);
  if (type === PDFName.of('Page')) return PDFPageLeaf.fromMapWithContext(entries, context);
  return PDFDict.fromMapWithContext(entries, context);
}
