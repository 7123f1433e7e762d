import { PDFArray, PDFName, PDFNumber, PDFParser, type PDFContext } from '@cantoo/pdf-lib';
import { BoundedParser } from '../../../lambda/pdf/bounded-parser';
import { ParseBudget } from '../../../lambda/pdf/parse-budget';

const withNumbers = (numbers: string) =>
  Buffer.from(
    `%PDF-1.7\n1 0 obj\n[${numbers}]\nendobj\ntrailer\n<< /Root 1 0 R /Size 2 >>\nstartxref\n0\n%%EOF\n`,
    'latin1',
  );

function numbersOf(context: PDFContext): readonly unknown[] {
  const [, array] = context.enumerateIndirectObjects()[0]!;
  if (!(array instanceof PDFArray)) return [array?.constructor.name];
  return array.asArray().map((one) => (one instanceof PDFNumber ? one.asNumber() : one === PDFName.of('x')));
}

afterEach(() => jest.restoreAllMocks());

test('a number that is too large is read without a warning, which would log a stranger’s digits', async () => {
  const warn = jest.spyOn(console, 'warn').mockReturnValue(undefined);

  const context = await new BoundedParser(
    withNumbers('9007199254740993 +123456789012345678901.5'),
    new ParseBudget(Infinity),
  ).parseDocument();

  expect(numbersOf(context)).toEqual([9007199254740992, 123456789012345680000]);
  expect(warn).not.toHaveBeenCalled();
});

test.each([
  '0 1 -1 00012 4294967296',
  '1.5 -.5 +.25 5. -0.0 1.25/x',
  '1.5.3 1-2',
  '- 1',
  '. 1',
  '9'.repeat(400),
])('reads numbers as the library does: %s', async (numbers) => {
  jest.spyOn(console, 'warn').mockReturnValue(undefined);
  const bytes = withNumbers(numbers);

  const read = await new BoundedParser(bytes, new ParseBudget(Infinity)).parseDocument();

  expect(numbersOf(read)).toEqual(numbersOf(await PDFParser.forBytesWithOptions(bytes).parseDocument()));
});
