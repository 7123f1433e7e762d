import { contentTokens, missing } from './content-tokens';

/** How a page's content leaves the graphics state: balanced are both 0. */
export interface OpenStates {
  /** How many states it closes that it has not opened. */
  readonly borrowed: number;
  /** How many more it opens than it closes; negative where it closes more. */
  readonly left: number;
  /** What ends a string, an array, an image and marked contents that it leaves open: a layer that is off would go on. */
  readonly closing: string;
}

/**
 * Tells what a content leaves open, or takes: it should do neither, and where it does, what is drawn after it would be
 * somewhere else, or not at all. The streams of a content are read as one.
 */
export function openStates(streams: readonly Buffer[]): OpenStates {
  const content = Buffer.concat(streams.flatMap((stream) => [stream, Buffer.from('\n')]));
  let [depth, lowest, marked, arrays, unended] = [0, 0, 0, 0, ''];
  for (const token of contentTokens(content)) {
    if (token === 'q') depth++;
    else if (token === 'Q') lowest = Math.min(lowest, --depth);
    else if (token.startsWith(missing)) unended = token;
    else {
      marked = Math.max(0, marked + (markings.get(token) ?? 0));
      arrays = Math.max(0, arrays + (brackets.get(token) ?? 0));
    }
  }
  const closing = unended + ']'.repeat(arrays) + ' EMC'.repeat(marked);
  return { borrowed: -lowest, left: depth, closing };
}

const markings = new Map([
  ['BMC', 1],
  ['BDC', 1],
  ['EMC', -1],
]);
const brackets = new Map([
  ['[', 1],
  [']', -1],
]);
