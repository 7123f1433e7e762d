import type { PDFRawStream } from '@cantoo/pdf-lib';
import { RunTimeSpent } from '../../pdf/run-time-spent';
import {
  calledObjects,
  contentsOfCalled,
  formContent,
  type CalledContent,
  type ResourceChain,
} from './called-contents';
import { CallReader, type ContentCall } from './content-calls';
import { readContentShape } from './content-shape';
import { readStreams, type ContentBudget } from './read-streams';

/** What contents leave open, with all contents that they call. */
export interface LeftOpen {
  /** Marked contents, each as often as it is painted; `Infinity` if nobody knows how often that is. */
  readonly marks: number;
  /** The most graphics states that are open at once. */
  readonly states: number;
  /** Whether all of them could be read. If not, readers may show different parts of them. */
  readonly isReadable: boolean;
  /** Whether every reader shows what is painted after them, once their marked contents are closed. */
  readonly isConfined: boolean;
}

interface NestedLeftOpen extends LeftOpen {
  /** Whether it may be another result for other callers. */
  readonly dependsOnCallers: boolean;
  readonly closesTooMuch: boolean;
}

const nothing: NestedLeftOpen = {
  marks: 0,
  states: 0,
  isReadable: true,
  isConfined: true,
  dependsOnCallers: false,
  closesTooMuch: false,
};
const unknown: NestedLeftOpen = { ...nothing, marks: Infinity, isReadable: false };

/** No honest contents call each other so deeply. */
const maxDepth = 50;

/** What it costs to look for a content, and to read one, however short it is: as much as so many bytes. */
const [costPerLook, costPerContent] = [10, 1_000];

/**
 * Finds out what the contents leave open that a page's content calls: forms, patterns, glyphs and soft masks. Readers
 * confine errors to them. But MuPDF, Ghostscript and Poppler do not close their marked contents, each time that they
 * paint them.
 */
export class NestedContents {
  private readonly known = new Map<PDFRawStream, NestedLeftOpen>();
  private readonly reading = new Set<PDFRawStream>();

  constructor(private readonly budget: ContentBudget) {}

  /**
   * Returns what is left open by all that a content calls.
   *
   * @param calls The calls of the content; `undefined` if there are too many
   */
  ofCalls(calls: readonly ContentCall[] | undefined, resources: ResourceChain): NestedLeftOpen {
    if (!calls) return unknown;
    return calls.map((call) => this.ofCall(call, resources)).reduce(together, nothing);
  }

  /** Returns what a form leaves open that a page calls once, with all that it calls. */
  ofForm(stream: PDFRawStream, callers: ResourceChain): LeftOpen {
    const form = formContent(stream);
    return painted(form, this.ofContent(form, callers), 1);
  }

  private ofContent({ stream, resources }: CalledContent, callers: ResourceChain): NestedLeftOpen {
    this.budget.contentBytes -= costPerLook;
    const known = this.known.get(stream);
    if (known) return known;
    // Readers do not paint a content inside of itself.
    if (this.reading.has(stream)) return { ...nothing, dependsOnCallers: true };
    if (this.reading.size >= maxDepth) return { ...unknown, dependsOnCallers: true };
    this.reading.add(stream);
    try {
      const left = this.read(stream, [resources, ...callers]);
      if (!left.dependsOnCallers) this.known.set(stream, left);
      return left;
    } finally {
      this.reading.delete(stream);
    }
  }

  private ofCall(call: ContentCall, resources: ResourceChain): NestedLeftOpen {
    this.budget.contentBytes -= costPerLook;
    try {
      const { objects, usesCaller } = calledObjects(call, resources);
      return objects
        .flatMap((object) => contentsOfCalled(call.category, object))
        .map((one) => painted(one, this.ofContent(one, resources), call.count))
        .reduce(together, { ...nothing, dependsOnCallers: usesCaller });
    } catch (error) {
      if (error instanceof RunTimeSpent) throw error;
      // The library could not parse an object that a reader may still paint.
      return unknown;
    }
  }

  private read(stream: PDFRawStream, resources: ResourceChain): NestedLeftOpen {
    this.budget.contentBytes -= costPerContent;
    const { bytes, isWhole, isTooLarge } = readStreams([stream], this.budget);
    if (isTooLarge) return unknown;
    const reader = new CallReader(bytes);
    const shape = readContentShape(bytes, [], reader);
    const { marks, states, ...called } = this.ofCalls(reader.calls, resources);
    return {
      ...called,
      marks: marks + shape.openMarks,
      states: states + shape.maxStates + 1,
      isReadable: called.isReadable && isWhole,
      closesTooMuch: shape.closesTooMuch,
    };
  }
}

/**
 * Multiplies by the calls. A `Q` too many in a transparency group or a soft mask makes pdf.js lose what is painted
 * afterwards (6.5.438).
 */
function painted({ isCounted, isGroup }: CalledContent, left: NestedLeftOpen, calls: number): NestedLeftOpen {
  const isConfined = left.isConfined && !(isGroup && left.closesTooMuch);
  const marks = left.marks === 0 ? 0 : left.marks * (isCounted ? calls : Infinity);
  return { ...left, marks, isConfined };
}

function together(one: NestedLeftOpen, other: NestedLeftOpen): NestedLeftOpen {
  return {
    ...nothing,
    marks: one.marks + other.marks,
    states: Math.max(one.states, other.states),
    isReadable: one.isReadable && other.isReadable,
    isConfined: one.isConfined && other.isConfined,
    dependsOnCallers: one.dependsOnCallers || other.dependsOnCallers,
  };
}
