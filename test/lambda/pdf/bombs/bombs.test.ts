import { embeddedFiles } from '../../../../lambda/archive/portfolio/embedded-files';
import { drawingLimits } from '../../../../lambda/drawing/drawing-limits';
import { ParseBudget } from '../../../../lambda/pdf/parse-budget';
import { readPdf } from '../../../../lambda/pdf/read-pdf';
import { isWholePdf } from '../../../../lambda/pdf/whole-pdf';
import { drawn, textMark } from '../../drawing/kit/drawn';
import { bombs } from './bombs';

/** Opens a container as the archiver does, and returns what that cost. */
function costOfOpening(bytes: Buffer) {
  const budget = new ParseBudget(600_000);
  try {
    embeddedFiles(readPdf(bytes, budget).context, budget);
  } catch {
    // A bomb may be refused. What counts is the cost.
  }
  return budget.spent;
}

describe.each(Object.entries(bombs))('%s', (_, bomb) => {
  test('is a whole PDF, so the archiver reads it', () => {
    expect(isWholePdf(bomb(20))).toBe(true);
  });

  test('costs a portfolio twice the steps at twice the size, not four times', () => {
    const [small, large] = [bomb(100), bomb(200)].map(costOfOpening);

    expect(large!.tokens).toBeLessThan(2.5 * small!.tokens + 1_000);
    expect(large!.tokens).toBeLessThan(100_000);
    expect(large!.inflatedBytes).toBeLessThanOrEqual(128 * 1024 ** 2);
  });

  test('ends in a drawing or in a named problem, within small limits', async () => {
    const marks = [textMark('Jane Doe'), textMark('John Doe', { page: 2 })];
    const limits = { maxContentBytes: 200_000, maxCopiedBytes: 200_000, maxAnnotationSteps: 50_000 };

    const { pdf, problems } = await drawn(bomb(100), marks, { ...drawingLimits, ...limits });

    expect(pdf !== undefined || problems.length > 0).toBe(true);
  });
});
