import { PDFNumber, PDFName, type PDFDict } from '@cantoo/pdf-lib';
import type { ObjectParser } from '../objects/object-parser';
import type { ParseBudget } from '../parse-budget';
import { PdfUnreadable } from '../pdf-unreadable';
import { checkLinearized } from './check-linearized';
import { findLastTable } from './find-last-table';
import { readClassicSection } from './read-classic-section';
import { readStreamSection } from './read-stream-section';
import { maxTableNumber, type TableSection } from './table-section';

/** Each revision has one. */
const maxSections = 4_096;

/** All cross-reference tables of a PDF. */
export interface PdfTables {
  /** The newest one first. A table stands before the stream that its `/XRefStm` names. */
  readonly sections: readonly TableSection[];
  /** Where the newest one is. Counts from the header. */
  readonly offset: number;
  /** Whether all readers follow the tables alike, without correcting or repairing anything. */
  readonly isStrict: boolean;
}

/** What the tables are read from. */
export interface TableSource {
  readonly source: Buffer;
  /** The length of what stands before the header. */
  readonly junkBytes: number;
  readonly parser: ObjectParser;
  readonly budget: ParseBudget;
}

/** Follows the chain of tables; `undefined` if not even the newest one can be read. */
export function readTables(from: TableSource): PdfTables | undefined {
  const last = findLastTable(from.source);
  if (!last) return undefined;
  const sections: TableSection[] = [];
  const isComplete = followChain(from, last.offset, sections);
  if (sections.length === 0) return undefined;
  checkLinearized(from, last.offset);
  const isStrict = last.isStrict && isComplete && sections.every((section) => section.isStrict);
  return { sections, offset: last.offset, isStrict: isStrict && isSizeRight(sections) };
}

/** Adds the sections from a place on. Returns whether all readers follow the chain to its end. */
function followChain(from: TableSource, start: number, sections: TableSection[]): boolean {
  const visited = new Set<number>();
  for (let offset = start; ;) {
    const section = visited.has(offset) ? undefined : readSection(from, offset);
    if (!section) return false;
    if (sections.length > maxSections) throw new PdfUnreadable('too-costly', 'too many tables');
    visited.add(offset);
    sections.push(section, ...streamBeside(from, section));
    const previous = integerIn(section.trailer, 'Prev');
    if (previous === undefined) return true;
    // MuPDF repairs a PDF with a `/Prev` of 0, the others overlook it.
    if (previous === 'invalid' || previous <= 0) return false;
    offset = previous;
  }
}

/** MuPDF repairs a PDF whose size is wrong by more than one. */
function isSizeRight(sections: readonly TableSection[]): boolean {
  const size = sections[0] && integerIn(sections[0].trailer, 'Size');
  return typeof size === 'number' && maxTableNumber(sections) <= size;
}

function readSection({ source, junkBytes, parser, budget }: TableSource, offset: number) {
  budget.spendToken();
  try {
    return (
      readClassicSection(source, junkBytes + offset, parser, budget) ??
      readStreamSection(junkBytes + offset, parser, budget)
    );
  } catch (error) {
    if (budget.isSpent || error instanceof PdfUnreadable) throw error;
    return undefined;
  }
}

/** Reads the stream that the trailer of a table names. Readers disagree about a further chain that begins there. */
function streamBeside(from: TableSource, { kind, trailer }: TableSection): readonly TableSection[] {
  const offset = kind === 'table' ? integerIn(trailer, 'XRefStm') : undefined;
  if (offset === undefined) return [];
  const section = typeof offset === 'number' ? readSection(from, offset) : undefined;
  if (section?.kind !== 'stream') return [unreadSection(trailer)];
  const previous = integerIn(section.trailer, 'Prev');
  const isAlike = previous === undefined || previous === integerIn(trailer, 'Prev');
  return [{ ...section, isStrict: section.isStrict && isAlike }];
}

function unreadSection(trailer: PDFDict): TableSection {
  return { kind: 'stream', ranges: [], trailer, isStrict: false };
}

function integerIn(dict: PDFDict, key: string): number | 'invalid' | undefined {
  const value = dict.get(PDFName.of(key));
  if (value === undefined) return undefined;
  return value instanceof PDFNumber && Number.isSafeInteger(value.asNumber()) ? value.asNumber() : 'invalid';
}
