import { PDFArray, PDFNumber, PDFParser, type PDFString } from '@cantoo/pdf-lib';
import { ObjectParser } from '../../../lambda/pdf/objects/object-parser';
import { ParseBudget } from '../../../lambda/pdf/parse-budget';

const withNumbers = (numbers: string) =>
  Buffer.from(`%PDF-1.7\n1 0 obj\n[${numbers}]\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n`, 'latin1');

function numbersOf(array: unknown): readonly unknown[] | 'unreadable' {
  if (!(array instanceof PDFArray)) return 'unreadable';
  return array.asArray().map((one) => (one instanceof PDFNumber ? one.asNumber() : one.toString()));
}

function read(numbers: string): unknown {
  try {
    return new ObjectParser(withNumbers(numbers), new ParseBudget(Infinity)).indirectObjectAt(9)?.object;
  } catch {
    return undefined;
  }
}

async function readByLibrary(numbers: string): Promise<unknown> {
  const context = await PDFParser.forBytesWithOptions(withNumbers(numbers)).parseDocument();
  return context.enumerateIndirectObjects()[0]?.[1];
}

afterEach(() => jest.restoreAllMocks());

test('a number that is too large is read without a warning, which would log a stranger’s digits', () => {
  const warn = jest.spyOn(console, 'warn').mockReturnValue(undefined);

  const found = read('9007199254740993 +123456789012345678901.5');

  expect(numbersOf(found)).toEqual([9007199254740992, 123456789012345680000]);
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

  expect(numbersOf(read(numbers))).toEqual(numbersOf(await readByLibrary(numbers)));
});

describe('a decrypted string has the bytes that were encrypted', () => {
  it.each<[string, string]>([
    ['brackets', 'lease (final) v2).pdf'],
    ['a backslash', 'folder\\name\\050.pdf'],
    ['line ends', 'one\rtwo\r\nthree\n'],
    ['UTF-16 with such bytes', '\xfe\xff\x00a\x5c\x28\x00\x29\x00\x0d'],
    ['all bytes', String.fromCharCode(...Array.from({ length: 256 }, (_, byte) => byte))],
  ])('%s', (_, text) => {
    const plain = Buffer.from(text, 'latin1');

    for (const written of ['(secret)', '<736563726574>']) {
      const parser = new ObjectParser(withNumbers(written), new ParseBudget(Infinity));
      parser.decryptWith({ decryptString: () => plain, decryptStream: (bytes) => bytes });
      const array = parser.indirectObjectAt(9)?.object as PDFArray;

      expect(Buffer.from((array.get(0) as PDFString).asBytes())).toEqual(plain);
    }
  });
});
