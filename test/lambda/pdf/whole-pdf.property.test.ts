import fc from 'fast-check';
import { isWholePdf } from '../../../lambda/pdf/whole-pdf';
import { samplePdf } from '../../simulators/kit/sample-pdf';

function whole(file: Uint8Array): boolean {
  return isWholePdf({ head: file.subarray(0, 1024), tail: file.subarray(-1024), sizeBytes: file.length });
}

const end = 'startxref\n9\n%%EOF';
const body = '%PDF-1.7\n1 0 obj\nendobj\n';

test('a real PDF is whole, and cut off anywhere it is not', async () => {
  const pdf = await samplePdf({ title: 'Lease', lines: ['Signed by Ada Byron'], pages: 3 });
  const lastLetter = pdf.lastIndexOf('%%EOF') + '%%EOF'.length;

  const wholeLengths = Array.from({ length: pdf.length }, (_, index) => index + 1).filter((length) =>
    whole(pdf.subarray(0, length)),
  );

  expect(wholeLengths[0]).toBe(lastLetter);
  expect(wholeLengths.at(-1)).toBe(pdf.length);
});

test.each([
  ['as it should be', `${body}${end}\n`],
  ['without a line end at its end', `${body}${end}`],
  ['with other line ends', `${body}startxref\r\n9\r\n%%EOF\r\n`],
  ['after junk, as readers have always allowed', `HTTP junk\n${body}${end}`],
  ['before junk', `${body}${end}\n<!-- served by x -->`],
  ['before junk with numbers in it', `${body}${end}\n<!-- served by x, 2026 -->`],
  ['padded with zeros', `${body}${end}\n\0\0\0\0`],
  ['updated, with both ends', `${body}${end}\n2 0 obj\nendobj\n${end}\n`],
])('is whole %s', (_, text) => {
  expect(whole(Buffer.from(text))).toBe(true);
});

test.each([
  ['nothing', ''],
  ['an HTML page', '<!doctype html><title>Sign in</title>'],
  ['an HTML page about PDFs', `<p>${end}</p>`],
  ['a beginning that comes too late', `${' '.repeat(1024)}${body}${end}`],
  ['an end that comes too early', `${body}${end}${' '.repeat(1024)}`],
  ['no end', body],
  ['an end that points right behind the file', `${body}startxref\n42\n%%EOF`],
  ['half an end', `${body}startxref\n9\n%%EO`],
  ['an end that points beyond the file', `${body}startxref\n999999\n%%EOF`],
  ['an end that points nowhere', `${body}startxref\n%%EOF`],
  ['an update that was cut off', `${body}${end}\n2 0 obj\nendo`],
  ['an update that was cut off in its first number', `${body}${end}\n2`],
  ['an update behind two line ends, cut off', `${body}${end}\r\n\r\n2`],
  ['an update behind no line end, cut off', `${body}${end}2 0 obj`],
])('refuses %s', (_, text) => {
  expect(whole(Buffer.from(text))).toBe(false);
});

test('never throws, and finds no PDF in random bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
      expect(whole(bytes)).toBe(false);
    }),
  );
});
