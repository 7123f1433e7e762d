import fc from 'fast-check';
import { isWholePdf } from '../../../lambda/pdf/whole-pdf';
import { samplePdf } from '../../simulators/kit/sample-pdf';

function whole(file: Uint8Array): boolean {
  return isWholePdf({ head: file.subarray(0, 1024), tail: file.subarray(-1024), sizeBytes: file.length });
}

const end = 'startxref\n9\n%%EOF';
const body = '%PDF-1.7\n1 0 obj\nendobj\n';

test('accepts a real PDF, and rejects it cut off anywhere', async () => {
  const pdf = await samplePdf({ title: 'Lease', lines: ['Signed by Ada Byron'], pages: 3 });
  const endOfPdf = pdf.lastIndexOf('%%EOF') + '%%EOF'.length;

  const wholeLengths = Array.from({ length: pdf.length }, (_, index) => index + 1).filter((length) =>
    whole(pdf.subarray(0, length)),
  );

  expect(wholeLengths[0]).toBe(endOfPdf);
  expect(wholeLengths.at(-1)).toBe(pdf.length);
});

test.each([
  ['that ends as it should', `${body}${end}\n`],
  ['without a line break at its end', `${body}${end}`],
  ['with other line breaks', `${body}startxref\r\n9\r\n%%EOF\r\n`],
  ['after junk, which readers have always allowed', `HTTP junk\n${body}${end}`],
  ['before junk', `${body}${end}\n<!-- served by x -->`],
  ['before junk with numbers in it', `${body}${end}\n<!-- served by x, 2026 -->`],
  ['padded with zeros', `${body}${end}\n\0\0\0\0`],
  ['with a complete update', `${body}${end}\n2 0 obj\nendobj\n${end}\n`],
])('accepts a PDF %s', (_, text) => {
  expect(whole(Buffer.from(text))).toBe(true);
});

test.each([
  ['an empty file', ''],
  ['an HTML page', '<!doctype html><title>Sign in</title>'],
  ['an HTML page about PDFs', `<p>${end}</p>`],
  ['a header that comes too late', `${' '.repeat(1024)}${body}${end}`],
  ['an end that comes too early', `${body}${end}${' '.repeat(1024)}`],
  ['a PDF without an end', body],
  ['an end that points directly after the file', `${body}startxref\n42\n%%EOF`],
  ['half an end', `${body}startxref\n9\n%%EO`],
  ['an end that points beyond the file', `${body}startxref\n999999\n%%EOF`],
  ['an end that points nowhere', `${body}startxref\n%%EOF`],
  ['an update that was cut off', `${body}${end}\n2 0 obj\nendo`],
  ['an update that was cut off in its first number', `${body}${end}\n2`],
  ['an update after two line breaks, cut off', `${body}${end}\r\n\r\n2`],
  ['an update without a line break before it, cut off', `${body}${end}2 0 obj`],
])('rejects %s', (_, text) => {
  expect(whole(Buffer.from(text))).toBe(false);
});

test('rejects random bytes without throwing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
      expect(whole(bytes)).toBe(false);
    }),
  );
});
