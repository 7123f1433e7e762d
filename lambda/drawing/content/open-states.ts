import { contentTokens, unterminated } from './content-tokens';

/** The graphics states after a page's content. A balanced content has 0 and 0. */
export interface OpenStates {
  /** Number of states that it closes (`Q`) without having opened them (`q`). */
  readonly missingOpens: number;
  /** Number of `q` minus number of `Q`; negative if it closes more. */
  readonly finalDepth: number;
  /** Closes an open string, array, image and marked content. An open layer that is off would hide the drawing. */
  readonly closing: string;
}

/**
 * Finds what a content leaves open, or closes without opening. Both are errors of the content, but would move or hide
 * what is drawn after it. Readers join the streams of a content, so they are read as one.
 */
export function openStates(streams: readonly Buffer[]): OpenStates {
  const content = Buffer.concat(streams.flatMap((stream) => [stream, Buffer.from('\n')]));
  let [depth, minDepth, marked, arrays, terminator] = [0, 0, 0, 0, ''];
  for (const token of contentTokens(content)) {
    if (token === 'q') depth++;
    else if (token === 'Q') minDepth = Math.min(minDepth, --depth);
    else if (token.startsWith(unterminated)) terminator = token;
    else {
      marked = Math.max(0, marked + (markings.get(token) ?? 0));
      arrays = Math.max(0, arrays + (brackets.get(token) ?? 0));
    }
  }
  const closing = terminator + ']'.repeat(arrays) + ' EMC'.repeat(marked);
  return { missingOpens: -minDepth, finalDepth: depth, closing };
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
