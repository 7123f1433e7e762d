import fc from 'fast-check';
import { isWholePdf } from '../../../lambda/pdf/whole-pdf';
import { samplePdf } from '../../simulators/kit/sample-pdf';

const end = 'startxref\n9\n%%EOF';
const body = '%PDF-1.7\n1 0 obj\nendobj\n';

const page = { title: 'Lease', lines: ['Signed by Ada Byron'], pages: 3 };
const update = `2 0 obj\n<</A 1>>\nendobj\nxref\n2 1\n0000000100 00000 n \ntrailer\n<</Prev 9>>\n${end}\n`;

/** A small PDF with its first page in front: a first table, with its own end, stands before most objects. */
const linearized = `%PDF-1.7\n1 0 obj\n<</Linearized 1>>\nendobj\nxref\n0 0\ntrailer\n<</Prev 9>>\nstartxref\n0\n%%EOF\n2 0 obj\n${'x'.repeat(200)}\nendobj\nxref\ntrailer\n${end}\n`;

test.each([
  ['a PDF of a library', () => samplePdf(page)],
  ['a PDF with its first page in front', async () => Buffer.from(linearized)],
])('rejects %s that is cut off anywhere before its end', async (_, make) => {
  const pdf = await make();
  const endOfPdf = pdf.lastIndexOf('%%EOF') + '%%EOF'.length;

  const lengths = Array.from({ length: pdf.length }, (__, index) => index + 1);
  const wholeLengths = lengths.filter((length) => isWholePdf(pdf.subarray(0, length)));

  // Cut off directly behind the first end, the one with its first page in front is a whole PDF for its bytes alone.
  const firstEnd = pdf.indexOf('%%EOF') + '%%EOF'.length;
  expect(wholeLengths.filter((length) => length > firstEnd + 1)).toEqual(
    lengths.filter((length) => length >= Math.max(endOfPdf, firstEnd + 2)),
  );
  expect(wholeLengths[0]).toBe(firstEnd);
});

test('rejects an update that is cut off anywhere, after any padding', () => {
  const paddings = ['\n', '', '\r\n\r\n', '\0'.repeat(2_000), '\n% a comment\n', `\n${' '.repeat(70_000)}`];
  for (const padding of paddings) {
    const before = `${body}${end}${padding}`;
    for (let length = 1; length < update.length - 2; length++) {
      expect([padding.length, length, isWholePdf(Buffer.from(before + update.slice(0, length)))]).toEqual([
        padding.length,
        length,
        false,
      ]);
    }
    expect(isWholePdf(Buffer.from(before + update))).toBe(true);
  }
});

test('accepts a real PDF with padding of any kind and size', async () => {
  const pdf = await samplePdf(page);
  const blank = fc
    .constantFrom('\0', '\r\n', '\n', ' ', '\u001A')
    .chain((unit) => fc.nat(90_000).map((length) => unit.repeat(length / unit.length)));
  const html = fc.stringMatching(/^<[a-z0-9 <>/="-]*$/).map((text) => `\n<html>${text}`);
  fc.assert(
    fc.property(fc.oneof(blank, html), (padding) => {
      expect(isWholePdf(Buffer.concat([pdf, Buffer.from(padding)]))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['that ends as it should', `${body}${end}\n`],
  ['without a line break at its end', `${body}${end}`],
  ['with other line breaks', `${body}startxref\r\n9\r\n%%EOF\r\n`],
  ['after junk, which readers have always allowed', `HTTP junk\n${body}${end}`],
  ['before junk', `${body}${end}\n<!-- served by x -->`],
  ['before junk with numbers in it', `${body}${end}\n<!-- served by x, 2026 -->`],
  ['before much junk', `${body}${end}\n<!-- ${'served by x '.repeat(500)} -->`],
  ['before a date', `${body}${end}\n2026-11-27 12:00:00 served by x`],
  ['before the end of an HTTP body in chunks', `${body}${end}\n\r\n0\r\n\r\n`],
  ['before words that an update begins with', `${body}${end}\ntrailers of films`],
  ['before a second end', `${body}${end}\n%%EOF`],
  ['before a comment', `${body}${end}\n% served by x`],
  ['with a header at the end of its first kilobyte', `${' '.repeat(1023)}${body}${end}`],
  ['that says a place behind itself', `${body}startxref\n999999\n%%EOF`],
  ['that says no place', `${body}startxref\n%%EOF`],
  ['padded with zeros', `${body}${end}\n\0\0\0\0`],
  ['with a complete update', `${body}${end}\n2 0 obj\nendobj\n${end}\n`],
])('accepts a PDF %s', (_, text) => {
  expect(isWholePdf(Buffer.from(text))).toBe(true);
});

test.each([
  ['an empty file', ''],
  ['an HTML page', '<!doctype html><title>Sign in</title>'],
  ['an HTML page about PDFs', `<p>${end}</p>`],
  ['a header that comes too late', `${' '.repeat(1024)}${body}${end}`],
  ['a PDF without an end', body],
  ['JSON', JSON.stringify({ message: `no ${end}` })],
  ['a PDF in Base64', Buffer.from(`${body}${end}`).toString('base64')],
  ['a PDF whose end has no marker', `${body}startxref\n9\n`],
  ['a table that was cut off before its end', `${body}${end}\nxref\n0 0\ntrailer\n<<>>\nstartxref\n99`],
  ['an object far behind the end', `${body}${end}\n${'-'.repeat(70_000)} 12 0 obj`],
  ['a PDF in UTF-16', `${body}${end}`.replaceAll(/./gs, '$&\0')],
  ['half an end', `${body}startxref\n9\n%%EO`],
  ['an update that was cut off', `${body}${end}\n2 0 obj\nendo`],
  ['an update that was cut off in its first number', `${body}${end}\n2`],
  ['an update after two line breaks, cut off', `${body}${end}\r\n\r\n2`],
  ['an update without a line break before it, cut off', `${body}${end}2 0 obj`],
])('rejects %s', (_, text) => {
  expect(isWholePdf(Buffer.from(text))).toBe(false);
});

test('rejects random bytes without throwing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
      expect(isWholePdf(bytes)).toBe(false);
    }),
  );
});
