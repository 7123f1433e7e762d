import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFRef,
  PDFString,
  type PDFContext,
  type PDFObject,
} from '@cantoo/pdf-lib';
import { defined } from '../kit/defined';
import { isSound } from './check-soundness';
import { compareWithScan, maxObjectNumber } from './compare-with-scan';
import { LazyObjects } from './objects/lazy-objects';
import type { ObjectIndex } from './objects/object-index';
import { ObjectLoader } from './objects/object-loader';
import { ObjectParser, type ObjectDecryption } from './objects/object-parser';
import { useUnnamedNumbers } from './objects/unnamed-numbers';
import type { ParseBudget } from './parse-budget';
import { PdfUnreadable } from './pdf-unreadable';
import { rebuildIndex } from './rebuild-index';
import { findHeader } from './tables/find-last-table';
import { readTables, type PdfTables } from './tables/read-tables';
import { tableIndex } from './tables/table-index';
import { maxTableNumber } from './tables/table-section';

/** The newest cross-reference table of a PDF, to which an update can be appended. */
export interface LastTableOfPdf {
  /** Counts from the header. */
  readonly offset: number;
  readonly kind: 'table' | 'stream';
  /** The length of what stands before the header. */
  readonly junkBytes: number;
}

/** A PDF, read as readers do. */
export interface PdfFile {
  /**
   * The objects, which are loaded when they are looked up. Lookups throw `PdfUnreadable` for an object that is damaged
   * or that readers may see differently.
   */
  readonly context: PDFContext;
  /** The newest trailer. */
  readonly trailer: PDFDict;
  /** Whether the PDF is encrypted. If it was not unlocked, nothing can be looked up in it. */
  readonly isEncrypted: boolean;
  /** Absent if the tables are unusable, so that the objects were found without them. */
  readonly lastTable?: LastTableOfPdf;
  /** Returns the reference under which an object is stored: readers overlook a wrong generation. */
  refOf(ref: PDFRef): PDFRef;
  /** Looks up all objects, so that the library can write them. For PDFs without usable tables only. */
  loadAll(): void;
}

/**
 * Reads a PDF by its cross-reference tables, as readers do. An object that no table names does not exist. If no reader
 * can use the tables, the objects are searched for, as readers do then; there must be one way only to see them.
 *
 * @param unlock makes the decryption of an encrypted PDF; by default an encrypted PDF stays locked
 * @throws PdfUnreadable
 */
export function readPdf(source: Buffer, budget: ParseBudget, unlock: Unlock = () => undefined): PdfFile {
  try {
    return readWith(source, budget, unlock);
  } catch (error) {
    if (budget.isSpent) throw new PdfUnreadable('too-costly', 'the budget is spent');
    // The error is not passed on: it may quote the content of the PDF.
    throw error instanceof PdfUnreadable ? error : new PdfUnreadable('damaged', 'the structure');
  }
}

/**
 * Makes the decryption of a PDF from its encryption dictionary and the first string of its `ID`; `undefined` if it needs
 * a password.
 */
export type Unlock = (encrypt: PDFDict, fileId: Uint8Array) => ObjectDecryption | undefined;

interface Reading {
  readonly unlock: Unlock;
  readonly source: Buffer;
  readonly budget: ParseBudget;
  readonly parser: ObjectParser;
  readonly junkBytes: number;
}

function readWith(source: Buffer, budget: ParseBudget, unlock: Unlock): PdfFile {
  const junkBytes = findHeader(source);
  if (junkBytes < 0) throw new PdfUnreadable('damaged', 'no header');
  const parser = new ObjectParser(source, budget);
  const reading = { source, budget, parser, junkBytes, unlock };
  const tables = readTables(reading);
  return (tables && readByTables(reading, tables)) ?? readRebuilt(reading);
}

/** Reads by the tables; `undefined` if they do not lead to a catalog: all readers give them up then. */
function readByTables(reading: Reading, tables: PdfTables): PdfFile | undefined {
  const { source, budget, junkBytes } = reading;
  const [newest] = tables.sections;
  const root = newest?.trailer.get(PDFName.of('Root'));
  if (!newest || !(root instanceof PDFRef)) return undefined;
  const { loader, objects } = loadedFrom(reading, tableIndex(tables, junkBytes, budget));
  const { trailer, kind } = newest;
  const lastTable = { offset: tables.offset, kind, junkBytes };
  const lock = openLock(
    reading,
    tables.sections.map((section) => section.trailer),
  );
  if (lock === 'locked') return pdfFile(reading, objects, { trailer, maxNumber: 0, isEncrypted: true });
  if (!(catalogOf(loader, root) instanceof PDFDict)) return undefined;
  const scan = compareWithScan({
    source,
    loader,
    root: root.objectNumber,
    isEncrypted: lock !== 'none',
    budget,
  });
  const checkSound = () => {
    if (tables.isStrict && isSound({ tables, sizeBytes: source.length, loader, budget })) return;
    throw new PdfUnreadable('ambiguous', 'a repair may find other objects than the tables');
  };
  if (scan.differs) checkSound();
  else objects.onMissing((number) => scan.orphans.has(number) && checkSound());
  const maxNumber = Math.max(scan.maxNumber, Math.min(maxTableNumber(tables.sections), maxObjectNumber));
  return pdfFile(reading, objects, { trailer, maxNumber, isEncrypted: lock === 'unlocked', lastTable });
}

/**
 * Makes the parser decrypt an encrypted PDF.
 *
 * @throws PdfUnreadable when only an older trailer says that it is encrypted: not all readers look there
 */
function openLock(
  { parser, unlock }: Reading,
  [newest, ...older]: readonly PDFDict[],
): 'none' | 'locked' | 'unlocked' {
  const key = PDFName.of('Encrypt');
  if (!newest?.has(key)) {
    if (older.some((trailer) => trailer.has(key))) throw new PdfUnreadable('ambiguous', 'an encryption');
    return 'none';
  }
  const encrypt = newest.lookup(key);
  const decryption = encrypt instanceof PDFDict ? unlock(encrypt, fileId(newest)) : undefined;
  if (decryption) parser.decryptWith(decryption);
  return decryption ? 'unlocked' : 'locked';
}

function fileId(trailer: PDFDict): Uint8Array {
  const ids = trailer.lookup(PDFName.of('ID'));
  const first = ids instanceof PDFArray ? ids.lookup(0) : undefined;
  return first instanceof PDFString || first instanceof PDFHexString ? first.asBytes() : new Uint8Array();
}

/** Loads the catalog; `undefined` if it is damaged. */
function catalogOf(loader: ObjectLoader, { objectNumber }: PDFRef): PDFObject | undefined {
  try {
    return loader.load(objectNumber)?.object;
  } catch (error) {
    if (error instanceof PdfUnreadable && error.reason === 'damaged') return undefined;
    throw error;
  }
}

function readRebuilt(reading: Reading): PdfFile {
  const { index, numbers, containers, trailer } = rebuildIndex(reading);
  const { loader, objects } = loadedFrom(reading, index);
  const isEncrypted = openLock(reading, [trailer]) !== 'none';
  const maxNumber = numbers.reduce((max, number) => Math.max(max, number), 0);
  if (maxNumber > maxObjectNumber) throw new PdfUnreadable('ambiguous', 'a number that is too high');
  if (!isEncrypted) for (const number of containers) loader.container(number);
  return pdfFile(reading, objects, { trailer, maxNumber, isEncrypted, numbers });
}

/** Makes the objects of an index those of the parser's context. */
function loadedFrom({ source, parser, budget }: Reading, index: ObjectIndex) {
  const loader = new ObjectLoader(index, parser, budget);
  const objects = new LazyObjects(loader);
  Object.assign(parser.objects, { indirectObjects: objects });
  useUnnamedNumbers(parser.objects, () => [source, ...loader.containerBytes()]);
  return { loader, objects };
}

interface FileFacts extends Pick<PdfFile, 'trailer' | 'isEncrypted' | 'lastTable'> {
  readonly maxNumber: number;
  readonly numbers?: readonly number[];
}

function pdfFile(
  { parser }: Reading,
  objects: LazyObjects,
  { maxNumber, numbers = [], ...facts }: FileFacts,
): PdfFile {
  const context = parser.objects;
  context.largestObjectNumber = maxNumber;
  context.trailerInfo = trailerInfo(facts.trailer);
  return {
    ...facts,
    context,
    refOf: (ref) => objects.refOf(ref),
    loadAll: () => {
      for (const number of numbers) context.lookup(PDFRef.of(number));
    },
  };
}

function trailerInfo(trailer: PDFDict): PDFContext['trailerInfo'] {
  const entry = (key: string) => trailer.get(PDFName.of(key));
  return defined({ Root: entry('Root'), Encrypt: entry('Encrypt'), Info: entry('Info'), ID: entry('ID') });
}
