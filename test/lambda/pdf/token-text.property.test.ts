import { PDFObjectParser } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { ObjectParser } from '../../../lambda/pdf/objects/object-parser';
import { ParseBudget } from '../../../lambda/pdf/parse-budget';

/** Texts of the characters that end, nest or escape tokens, and of some that do none of it. */
const tokenText = fc.string({ unit: fc.constantFrom(...'()<>[]{}/%\\#+-.0129AFaf \n\0é'), maxLength: 30 });

function ours(text: string): string {
  return outcome(() =>
    new ObjectParser(Buffer.from(text, 'latin1'), new ParseBudget(Infinity)).parseObject(),
  );
}

function ofLibrary(text: string): string {
  const context = new ObjectParser(Buffer.from(text, 'latin1'), new ParseBudget(Infinity)).objects;
  return outcome(() => PDFObjectParser.forBytes(Buffer.from(text, 'latin1'), context).parseObject());
}

/** What is read, or that nothing can be read. */
function outcome(parse: () => unknown): string {
  try {
    return String(parse());
  } catch {
    return 'unreadable';
  }
}

test.each([
  ['names', '/', ' '],
  ['strings', '(', ') '],
  ['strings of digits', '<', '> '],
  ['numbers', '1', ' '],
])('%s are read as the PDF library reads them', (_, open, close) => {
  fc.assert(
    fc.property(tokenText, (text) => {
      const token = `${open}${text}${close}`;
      fc.pre(!token.startsWith('<<'));

      expect(ours(token)).toBe(ofLibrary(token));
    }),
    { numRuns: 500 },
  );
});
