import { PDFDict, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import type { ObjectIndex, ObjectPlace } from './objects/object-index';
import { ObjectContainer } from './objects/object-container';
import type { ObjectParser } from './objects/object-parser';
import { scanObjects, type ObjectTrace } from './objects/scan-objects';
import type { ParseBudget } from './parse-budget';
import { PdfUnreadable } from './pdf-unreadable';

/** The bytes that a comparison may pass for one token of the budget. */
const bytesPerToken = 4_096;

/** What it takes to remember an object that was found, in two maps and a list. */
const bytesPerNumber = 320;

/** The objects of a PDF without usable tables. */
export interface RebuiltPdf {
  readonly index: ObjectIndex;
  readonly numbers: readonly number[];
  /** The numbers of the object streams. */
  readonly containers: ReadonlySet<number>;
  readonly trailer: PDFDict;
}

/** What is read, and with what. */
export interface RebuildSource {
  readonly source: Buffer;
  readonly parser: ObjectParser;
  readonly budget: ParseBudget;
}

/**
 * Finds the objects of a PDF whose tables no reader can use. Readers scan it, each in its own way.
 *
 * @throws PdfUnreadable when there is more than one way to see it: a number twice, two catalogs
 */
export function rebuildIndex(from: RebuildSource): RebuiltPdf {
  const found = scanOnce(from);
  const places = new Map<number, ObjectPlace>();
  for (const { number, position, generation } of found.objects.values()) {
    places.set(number, { kind: 'uncompressed', position, generation });
  }
  const trailer = findTrailer(from, found);
  const isEncrypted = trailer.has(PDFName.of('Encrypt'));
  // Object streams of an encrypted PDF cannot be opened here. Readers do not agree on such a PDF anyway, nor on a trailer.
  if (isEncrypted && found.containers.size > 0) throw ambiguous('an encrypted PDF');
  if (found.isEncrypted && !isEncrypted) throw ambiguous('an encryption in another trailer');
  for (const number of found.containers) addContained(from, places, number);
  return {
    index: { find: (number) => places.get(number) },
    numbers: [...places.keys()].filter((number) => !found.containers.has(number)),
    containers: found.containers,
    trailer,
  };
}

interface FoundObjects {
  readonly objects: Map<number, ObjectTrace>;
  readonly containers: Set<number>;
  readonly roots: Set<number>;
  isEncrypted: boolean;
}

function scanOnce(from: RebuildSource): FoundObjects {
  const found: FoundObjects = {
    objects: new Map(),
    containers: new Set(),
    roots: new Set(),
    isEncrypted: false,
  };
  let enclosing: ObjectTrace | undefined;
  for (const trace of scanObjects(from.source, from.budget)) {
    if (trace.kind === 'object') {
      enclosing = trace;
      addOnce(from, found.objects, trace);
    } else if (trace.kind === 'container' && enclosing) found.containers.add(enclosing.number);
    else if (trace.kind === 'encryption') found.isEncrypted = true;
    else if (trace.kind === 'root' && trace.number !== undefined) found.roots.add(trace.number);
    else throw ambiguous('an unclear object');
  }
  return found;
}

function addOnce(
  { source, budget }: RebuildSource,
  objects: Map<number, ObjectTrace>,
  trace: ObjectTrace,
): void {
  const other = objects.get(trace.number);
  if (other && !isSameObject(source, other, trace, budget)) throw ambiguous('a number twice');
  if (!other) budget.holdBytes(bytesPerNumber);
  objects.set(trace.number, trace);
}

/** Some programs write an object twice, byte for byte. */
function isSameObject(source: Buffer, one: ObjectTrace, other: ObjectTrace, budget: ParseBudget): boolean {
  const [text, otherText] = [one, other].map(({ position }) => {
    const found = source.indexOf('endobj', position, 'latin1');
    const end = found < 0 ? source.length : found;
    budget.spendTokens(Math.ceil((end - position) / bytesPerToken));
    return source.subarray(position, end);
  });
  return text !== undefined && otherText !== undefined && text.equals(otherText);
}

function addContained(from: RebuildSource, places: Map<number, ObjectPlace>, number: number): void {
  const object = streamAt(from, places.get(number));
  const container = object && ObjectContainer.open(object, from.budget, object.dict.context);
  if (!container) throw ambiguous('an object stream');
  for (const [index, contained] of container.numbers.entries()) {
    if (places.has(contained)) throw ambiguous('a number twice');
    from.budget.holdBytes(bytesPerNumber);
    places.set(contained, { kind: 'compressed', container: number, index });
  }
}

function streamAt({ parser }: RebuildSource, place: ObjectPlace | undefined): PDFRawStream | undefined {
  if (place?.kind !== 'uncompressed') return undefined;
  const object = parser.indirectObjectAt(place.position)?.object;
  return object instanceof PDFRawStream ? object : undefined;
}

/** Finds the trailer. All that there are must name one catalog. */
function findTrailer(from: RebuildSource, { objects, roots }: FoundObjects): PDFDict {
  if (roots.size !== 1) throw ambiguous('no single catalog');
  const trailer = lastTrailer(from) ?? lastStreamTrailer(from, [...objects.values()]);
  if (!trailer) throw ambiguous('no trailer');
  return trailer;
}

function lastTrailer({ source, parser }: RebuildSource): PDFDict | undefined {
  const position = source.lastIndexOf('trailer');
  const trailer = position < 0 ? undefined : parser.parseObjectAt(position + 'trailer'.length);
  return trailer instanceof PDFDict && trailer.has(PDFName.of('Root')) ? trailer : undefined;
}

function lastStreamTrailer(from: RebuildSource, objects: readonly ObjectTrace[]): PDFDict | undefined {
  for (const { position, generation } of [...objects].reverse()) {
    const dict = streamAt(from, { kind: 'uncompressed', position, generation })?.dict;
    if (dict?.has(PDFName.of('Root'))) return dict;
  }
  return undefined;
}

function ambiguous(detail: string): PdfUnreadable {
  return new PdfUnreadable('ambiguous', detail);
}
