import type { Typesetter } from './typesetter';

/** All texts together take more setting than one document is worth. */
export class TextBudgetSpent extends Error {
  override readonly name = 'TextBudgetSpent';
}

/** A text that is longer costs more than its length: shaping some scripts takes the square of it. */
const longestAtPrice = 256;

/**
 * A typesetter that sets so many characters and then no more. They are counted, and no clock is asked: the same texts are
 * drawn on every machine.
 */
export function boundedTypesetter(typesetter: Typesetter, most: number): Typesetter {
  let left = most;
  return {
    ...typesetter,
    line(text, style) {
      // An empty one takes its time, too.
      const price = 1 + text.length * Math.ceil(text.length / longestAtPrice);
      if (price > left) throw new TextBudgetSpent();
      left -= price;
      return typesetter.line(text, style);
    },
  };
}
