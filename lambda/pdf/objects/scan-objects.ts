import { isDigit, isWhite } from '../byte-cursor';
import type { ParseBudget } from '../parse-budget';

/** An object with its number and generation. */
export interface ObjectTrace {
  readonly kind: 'object';
  readonly position: number;
  readonly number: number;
  readonly generation: number;
}

/** Something in the bytes of a PDF that a reader who repairs it may go by. */
export type Trace =
  | ObjectTrace
  /** The word `obj` after a line that may be a comment: a reader may see an object there. */
  | { readonly kind: 'unclear' }
  /** The type of an object stream. */
  | { readonly kind: 'container'; readonly position: number }
  /** The entry of a trailer that says that a PDF is encrypted. */
  | { readonly kind: 'encryption' }
  /** The number of a catalog; `undefined` if it is no simple reference. */
  | { readonly kind: 'root'; readonly position: number; readonly number: number | undefined };

/** The bytes that one step looks at, and those that a match may need around it. */
const blockBytes = 1024 ** 2;
const overlapBytes = 256;
/** The bytes that one token of the budget pays for. */
const bytesPerToken = 4_096;

/** Matches a name, in which any character may be written as `#` and two digits. */
function nameSource(name: string): string {
  const escaped = [...name].map((character) => {
    const hex = character.charCodeAt(0).toString(16);
    return `(?:${character}|#${hex.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)})`;
  });
  return `/${escaped.join('')}`;
}

const traces = new RegExp(
  String.raw`(?<object>(?<!end)obj(?!\w))|(?<container>${nameSource('ObjStm')})|(?<encryption>${nameSource('Encrypt')}(?!\w))|(?<root>${nameSource('Root')}(?!\w))`,
  'g',
);
const rootReference = /^[\s\0]*(\d{1,10})[\s\0]+\d{1,10}[\s\0]+R/;

/** Finds in the bytes of a PDF what readers look for when they repair it, also in streams, strings and comments. */
export function* scanObjects(source: Buffer, budget: ParseBudget): Generator<Trace, void> {
  for (let start = 0; start < source.length; start += blockBytes) {
    budget.spendTokens(blockBytes / bytesPerToken);
    const from = Math.max(0, start - overlapBytes);
    const text = source.toString('latin1', from, start + blockBytes + overlapBytes);
    for (const match of text.matchAll(traces)) {
      const position = from + match.index;
      if (position < start || position >= start + blockBytes) continue;
      budget.spendTokens(2);
      const trace = readTrace(source, position, match);
      if (trace) yield trace;
    }
  }
}

function readTrace(
  source: Buffer,
  position: number,
  { 0: found, groups }: RegExpExecArray,
): Trace | undefined {
  if (groups?.object) return objectTrace(source, position);
  if (groups?.container) return { kind: 'container', position };
  return groups?.encryption ? { kind: 'encryption' } : rootTrace(source, position, found.length);
}

function rootTrace(source: Buffer, position: number, length: number): Trace {
  const end = position + length;
  const number = rootReference.exec(source.toString('latin1', end, end + 64))?.[1];
  return { kind: 'root', position, number: number === undefined ? undefined : Number(number) };
}

/** Reads backwards the two numbers before `obj`. */
function objectTrace(source: Buffer, keyword: number): Trace | undefined {
  const generation = numberBefore(source, keyword);
  if (!generation) return isAfterLine(source, keyword) ? { kind: 'unclear' } : undefined;
  const number = numberBefore(source, generation.start);
  if (!number) return isAfterLine(source, generation.start) ? { kind: 'unclear' } : undefined;
  if (number.end === generation.start) return undefined;
  return { kind: 'object', position: number.start, number: number.value, generation: generation.value };
}

/** Whether a line ends before a position. That line may be a comment, which readers skip. */
function isAfterLine(source: Buffer, position: number): boolean {
  let end = position;
  while (end > 0 && isWhite(source[end - 1])) {
    end--;
    if (source[end] === 0x0a || source[end] === 0x0d) return true;
  }
  return false;
}

function numberBefore(source: Buffer, position: number) {
  let end = position;
  while (end > 0 && isWhite(source[end - 1])) end--;
  let start = end;
  while (start > 0 && end - start < 10 && isDigit(source[start - 1])) start--;
  return start < end ? { start, end, value: Number(source.toString('latin1', start, end)) } : undefined;
}
