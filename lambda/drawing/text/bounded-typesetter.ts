import type { Typesetter } from './typesetter';

/** All texts together take more setting than one document is worth. */
export class TextBudgetSpent extends Error {
  override readonly name = 'TextBudgetSpent';
}

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
      if (text.length + 1 > left) throw new TextBudgetSpent();
      left -= text.length + 1;
      return typesetter.line(text, style);
    },
  };
}
