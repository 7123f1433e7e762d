import { embeddedFiles } from '../../../../lambda/archive/portfolio/embedded-files';
import { drawingLimits } from '../../../../lambda/drawing/drawing-limits';
import { ParseBudget } from '../../../../lambda/pdf/parse-budget';
import { readPdf } from '../../../../lambda/pdf/read-pdf';
import { isWholePdf } from '../../../../lambda/pdf/whole-pdf';
import { drawn, textMark } from '../../drawing/kit/drawn';
import { garbageCollector } from '../../../garbage-collector';
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
    const [small, large] = [bomb(50), bomb(100)].map(costOfOpening);

    expect(large!.tokens).toBeLessThan(2.5 * small!.tokens + 1_000);
    expect(large!.tokens).toBeLessThan(200_000);
    expect(large!.bytes).toBeLessThan(2.5 * small!.bytes + 100_000);
  });

  test('ends in a drawing or in a named problem, within small limits', async () => {
    const marks = [textMark('Jane Doe'), textMark('John Doe', { page: 2 })];
    const limits = { maxContentBytes: 200_000, maxCopiedBytes: 200_000, maxAnnotationSteps: 50_000 };

    const { pdf, problems } = await drawn(bomb(50), marks, { ...drawingLimits, ...limits });

    expect(pdf !== undefined || problems.length > 0).toBe(true);
  });
});

describe('memory', () => {
  /** What is in the heap while a PDF is read, with its garbage, beside what was in use before. */
  function heapBytesOf(bytes: Buffer): number {
    const collectGarbage = garbageCollector();
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    const budget = new ParseBudget(600_000);
    const { context } = readPdf(bytes, budget);
    embeddedFiles(context, budget);
    return process.memoryUsage().heapUsed - before;
  }

  test('long strings of digits take a few bytes for each character, not dozens', () => {
    const bytes = bombs['long strings of digits']!(400);

    expect(heapBytesOf(bytes)).toBeLessThan(10 * bytes.length);
  });

  test.each([
    'empty dictionaries',
    'empty arrays',
    'a table of empty sections',
    'a table of entries of 19 bytes',
    'an object stream of white space',
  ])('%s: the budget ends them, although their tokens are few', (name) => {
    const { tokens, bytes } = costOfOpening(bombs[name]!(3_000));

    expect(tokens).toBeLessThan(5_900_000);
    expect(bytes).toBeGreaterThanOrEqual(48 * 1024 ** 2);
  });
});
