import { PDFDocument } from '@cantoo/pdf-lib';
import { seededRandom } from '../../../seeded-random';

/** Makes a PDF with a page and a stream of random bytes, as compressed data has them. */
export async function soundPdf({
  tables,
  binaryBytes = 20_000,
}: {
  readonly tables: 'table' | 'stream';
  readonly binaryBytes?: number;
}): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  pdf.addPage([300, 300]).drawText('Signed by Ada Byron');
  pdf.context.register(pdf.context.stream(seededRandom(7).bytes(binaryBytes)));
  return Buffer.from(await pdf.save({ useObjectStreams: tables === 'stream' }));
}

/** Makes a PDF with the lines of its objects and table, in text only. */
export function textPdf(objects: readonly string[], { lineEnd = '\n', junk = '' } = {}): Buffer {
  let text = `%PDF-1.4${lineEnd}`;
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj${lineEnd}${object}${lineEnd}endobj${lineEnd}`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n${lineEnd.padStart(2)}`);
  const end = ['trailer', '<</Root 1 0 R>>', 'startxref', text.length, '%%EOF', ''].join(lineEnd);
  return Buffer.from(
    `${junk}${text}xref${lineEnd}1 ${objects.length}${lineEnd}${rows.join('')}${end}`,
    'latin1',
  );
}

/** The objects of a PDF with one empty page. */
export const onePage = [
  '<</Type/Catalog/Pages 2 0 R>>',
  '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  '<</Type/Page>>',
];
