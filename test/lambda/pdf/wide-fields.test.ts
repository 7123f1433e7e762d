import { ParseBudget } from '../../../lambda/pdf/parse-budget';
import { readPdf } from '../../../lambda/pdf/read-pdf';

/** A PDF with a cross-reference stream whose offsets have `width` bytes. `high` is the first byte of the catalog's. */
function pdfWithFields(width: number, high = 0): Buffer {
  const objects = [
    '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
    '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n',
    '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] >>\nendobj\n',
  ];
  let offset = '%PDF-1.7\n'.length;
  const offsets = objects.map((text) => (offset += text.length) - text.length);
  const entry = (type: number, at: number) => {
    const bytes = Buffer.alloc(1 + width + 2);
    bytes[0] = type;
    bytes.writeUInt32BE(at, 1 + width - 4);
    return bytes;
  };
  const rows = [entry(0, 0), ...[...offsets, offset].map((at) => entry(1, at))];
  rows[1]![1] = high;
  const data = Buffer.concat(rows);
  return Buffer.concat([
    Buffer.from(`%PDF-1.7\n${objects.join('')}`),
    Buffer.from(
      `4 0 obj\n<< /Type /XRef /W [1 ${width} 2] /Size 5 /Root 1 0 R /Length ${data.length} >>\nstream\n`,
    ),
    data,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${offset}\n%%EOF\n`),
  ]);
}

test.each([5, 6, 7, 8])('a table whose offsets have %i bytes is followed', (width) => {
  expect(readPdf(pdfWithFields(width), new ParseBudget(Infinity)).lastTable?.kind).toBe('stream');
});

test.each([7, 8])('an offset beyond any file is not cut down to its last bytes: %i bytes', (width) => {
  expect(readPdf(pdfWithFields(width, 1), new ParseBudget(Infinity)).lastTable).toBeUndefined();
});
