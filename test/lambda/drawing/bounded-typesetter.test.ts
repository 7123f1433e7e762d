import { boundedTypesetter, TextBudgetSpent } from '../../../lambda/drawing/text/bounded-typesetter';
import type { ShapedLine, Typesetter } from '../../../lambda/drawing/text/typesetter';

const plain = { bold: false, italic: false };
const emptyLine: ShapedLine = { text: '', hasRightToLeft: false, glyphs: [], width: 0 };
const typesetter = { shapeLine: () => emptyLine } as unknown as Typesetter;

function shapeAll(texts: readonly string[], budget: number): void {
  const { shapeLine } = boundedTypesetter(typesetter, budget);
  for (const text of texts) shapeLine(text, plain);
}

test('shaping a text costs its length, until the budget is spent', () => {
  const texts = Array.from({ length: 40 }, () => 'x'.repeat(250));

  expect(() => shapeAll(texts, 11_000)).not.toThrow();
  expect(() => shapeAll(texts, 9_000)).toThrow(TextBudgetSpent);
});

test('a long text costs nearly the square of its length, as shaping some scripts takes quadratic time', () => {
  const long = 'x'.repeat(10_000);

  expect(() => shapeAll([long], 401_000)).not.toThrow();
  expect(() => shapeAll([long], 390_000)).toThrow(TextBudgetSpent);
});

test('an empty text has a cost, too', () => {
  expect(() => shapeAll(['', '', ''], 2)).toThrow(TextBudgetSpent);
});
