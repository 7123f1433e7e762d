import type { Typesetter } from './typesetter';

/** The texts of a document exceed their budget: shaping them would take too much time. */
export class TextBudgetSpent extends Error {
  override readonly name = 'TextBudgetSpent';
}

/** A longer text costs more than its length: shaping some scripts takes quadratic time. */
const maxLinearLength = 256;

/**
 * Stops a typesetter after a number of characters. It does not use a clock, so the same texts are drawn on every
 * machine.
 */
export function boundedTypesetter(typesetter: Typesetter, maxCharacters: number): Typesetter {
  let charactersLeft = maxCharacters;
  return {
    ...typesetter,
    shapeLine(text, style) {
      // An empty text takes time, too.
      const cost = 1 + text.length * Math.ceil(text.length / maxLinearLength);
      if (cost > charactersLeft) throw new TextBudgetSpent();
      charactersLeft -= cost;
      return typesetter.shapeLine(text, style);
    },
  };
}
