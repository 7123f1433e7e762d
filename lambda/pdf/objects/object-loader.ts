import { PDFRef, type PDFObject } from '@cantoo/pdf-lib';
import type { ParseBudget } from '../parse-budget';
import { PdfUnreadable } from '../pdf-unreadable';
import { storedBytes } from './object-bytes';
import { ObjectContainer } from './object-container';
import type { ObjectIndex, ObjectPlace } from './object-index';
import type { ObjectParser } from './object-parser';

/** An object, and whether all readers read it without correcting anything. */
export interface LoadedObject {
  readonly object: PDFObject;
  readonly isStrict: boolean;
}

/** Parses objects by their number, when they are asked for. */
export class ObjectLoader {
  private readonly containers = new Map<number, ObjectContainer>();
  private readonly pending = new Set<number>();

  constructor(
    readonly index: ObjectIndex,
    private readonly parser: ObjectParser,
    private readonly budget: ParseBudget,
  ) {}

  /**
   * Loads an object; `undefined` if no object has this number.
   *
   * @throws PdfUnreadable
   */
  load(number: number): LoadedObject | undefined {
    // A stream's length may be the stream itself.
    if (this.pending.has(number)) return undefined;
    const place = this.index.find(number);
    if (!place) return undefined;
    this.pending.add(number);
    try {
      const loaded = this.loadFrom(place, number);
      if (loaded?.object instanceof PDFRef) throw new PdfUnreadable('ambiguous', 'an object is a reference');
      return loaded;
    } catch (error) {
      throw unreadable(error, this.budget);
    } finally {
      this.pending.delete(number);
    }
  }

  /**
   * Opens the object stream with a number.
   *
   * @throws PdfUnreadable when the object is no such stream
   */
  container(number: number): ObjectContainer {
    const opened = this.containers.get(number);
    if (opened) return opened;
    if (this.index.find(number)?.kind !== 'uncompressed') {
      throw new PdfUnreadable('ambiguous', 'an object stream that is missing');
    }
    const container = ObjectContainer.open(this.load(number)?.object, this.budget, this.parser.objects);
    if (!container) throw new PdfUnreadable('ambiguous', 'an object stream that is none');
    this.containers.set(number, container);
    return container;
  }

  /** Returns the bytes of all object streams that were opened. */
  containerBytes(): readonly Buffer[] {
    return [...this.containers.values()].map(({ bytes }) => bytes);
  }

  /**
   * Loads an object that stays in memory until the PDF is done, or remains missing.
   *
   * @throws PdfUnreadable
   */
  loadToStore(number: number): LoadedObject | undefined {
    const loaded = this.budget.storeAfter(() => this.load(number));
    this.budget.holdBytes(storedBytes);
    return loaded;
  }

  private loadFrom(place: ObjectPlace, number: number): LoadedObject | undefined {
    if (place.kind === 'compressed') {
      return { object: this.container(place.container).objectAt(place.index, number), isStrict: true };
    }
    const found = this.parser.indirectObjectAt(place.position);
    if (found?.number !== number) return undefined;
    return { object: found.object, isStrict: found.isClosed && found.generation === place.generation };
  }
}

function unreadable(error: unknown, budget: ParseBudget): PdfUnreadable {
  if (budget.isSpent) return new PdfUnreadable('too-costly', 'the budget is spent');
  // The error is not passed on: it quotes the content of the PDF.
  return error instanceof PdfUnreadable ? error : new PdfUnreadable('damaged', 'an object');
}
