import { ByteCursor } from './byte-cursor';
import type { ObjectPlace } from './objects/object-index';
import type { ObjectLoader } from './objects/object-loader';
import { scanObjects, type ObjectTrace, type Trace } from './objects/scan-objects';
import type { ParseBudget } from './parse-budget';

/** What a reader would see that repairs a PDF, compared with the objects that the tables name. */
export interface ScanComparison {
  /** Whether a repairing reader may see other objects than one that goes by the tables. */
  readonly differs: boolean;
  /** The numbers of objects that no table has in use. */
  readonly orphans: ReadonlySet<number>;
  /** The highest object number in the file, up to the highest one that readers support. */
  readonly maxNumber: number;
}

/** The highest object number that all readers support: PDFium's maximum. New objects get the next free numbers. */
export const maxObjectNumber = 4 * 1024 ** 2;

/** What it takes to remember a number in a set. */
const bytesPerNumber = 64;

/** What a scan is compared with. */
export interface TableReading {
  readonly source: Buffer;
  readonly loader: ObjectLoader;
  /** The number of the catalog. */
  readonly root: number;
  /** Whether the newest trailer says that the PDF is encrypted. */
  readonly isEncrypted: boolean;
  readonly budget: ParseBudget;
}

/**
 * Scans a PDF as readers do that repair it: of two objects with one number, the later one counts. It is hard to know
 * which reader repairs which PDF. It does not matter if both ways lead to the same objects.
 */
export function compareWithScan(reading: TableReading): ScanComparison {
  const orphans = new Set<number>();
  let differs = false;
  let maxNumber = 0;
  let enclosing: ObjectTrace | undefined;
  for (const trace of scanObjects(reading.source, reading.budget)) {
    if (trace.kind === 'object') {
      enclosing = trace;
      if (trace.number <= maxObjectNumber) maxNumber = Math.max(maxNumber, trace.number);
      if (isOrphan(reading, trace)) addOrphan(orphans, trace, reading.budget);
    }
    differs ||= !agrees(reading, trace, enclosing);
  }
  return { differs, orphans, maxNumber };
}

function addOrphan(orphans: Set<number>, { number }: ObjectTrace, budget: ParseBudget): void {
  if (!orphans.has(number)) budget.holdBytes(bytesPerNumber);
  orphans.add(number);
}

function isOrphan({ loader, budget }: TableReading, { number }: ObjectTrace): boolean {
  return tolerate(budget, () => loader.index.find(number) === undefined);
}

/** Whether what a scan found is what the tables name. */
function agrees(reading: TableReading, trace: Trace, enclosing: ObjectTrace | undefined): boolean {
  switch (trace.kind) {
    case 'object':
      return tolerate(reading.budget, () => isPlaceOf(reading, trace));
    case 'root':
      return trace.number === reading.root;
    case 'container':
      return tolerate(reading.budget, () => enclosing !== undefined && isNamedContainer(reading, enclosing));
    case 'encryption':
      return reading.isEncrypted;
    case 'unclear':
      return false;
  }
}

/** Whether the tables lead to this object, or to a later one of the same number and generation. */
function isPlaceOf({ loader, source }: TableReading, { number, generation, position }: ObjectTrace): boolean {
  const place = loader.index.find(number);
  if (!place) return true;
  if (place.kind === 'compressed' || place.generation !== generation) return false;
  const start = new ByteCursor(source, place.position).skipWhite().position;
  return position === start || (position < start && isHeaderAt(source, start, number));
}

function isHeaderAt(source: Buffer, position: number, number: number): boolean {
  const header = /^0*(\d+)[\s\0]+\d+[\s\0]*obj/.exec(source.toString('latin1', position, position + 64));
  return Number(header?.[1] ?? NaN) === number;
}

/** Whether the tables name an object stream and everything in it. */
function isNamedContainer({ loader, budget }: TableReading, { number, position }: ObjectTrace): boolean {
  const place = loader.index.find(number);
  if (place?.kind !== 'uncompressed' || place.position > position) return false;
  const { numbers } = loader.container(number);
  return numbers.every((contained, index) => {
    budget.spendToken();
    return isInside(loader.index.find(contained), number, index);
  });
}

function isInside(place: ObjectPlace | undefined, container: number, index: number): boolean {
  return place?.kind === 'compressed' && place.container === container && place.index === index;
}

/** What cannot be read does not agree. */
function tolerate(budget: ParseBudget, check: () => boolean): boolean {
  try {
    return check();
  } catch (error) {
    if (budget.isSpent) throw error;
    return false;
  }
}
