import { boundedTypesetter, TextBudgetSpent } from '../../../lambda/drawing/text/bounded-typesetter';
import type { SetLine, Typesetter } from '../../../lambda/drawing/text/typesetter';

const plain = { bold: false, italic: false };
const setLine: SetLine = { text: '', turned: false, glyphs: [], width: 0 };
const typesetter = { line: () => setLine } as unknown as Typesetter;

function setAll(texts: readonly string[], budget: number): void {
  const { line } = boundedTypesetter(typesetter, budget);
  for (const text of texts) line(text, plain);
}

test('what is set costs its length, until nothing is left', () => {
  const texts = Array.from({ length: 40 }, () => 'x'.repeat(250));

  expect(() => setAll(texts, 11_000)).not.toThrow();
  expect(() => setAll(texts, 9_000)).toThrow(TextBudgetSpent);
});

test('a long text costs nearly the square of its length, which is what shaping some scripts takes', () => {
  const long = 'x'.repeat(10_000);

  expect(() => setAll([long], 401_000)).not.toThrow();
  expect(() => setAll([long], 390_000)).toThrow(TextBudgetSpent);
});

test('an empty text costs something, too', () => {
  expect(() => setAll(['', '', ''], 2)).toThrow(TextBudgetSpent);
});
