import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { ghostscript, installedReaders, mupdf, pdfium, pdfjs, ReaderFailure } from './pdf-readers';

async function twoPages(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const [first, second] = [pdf.addPage([200, 100]), pdf.addPage([100, 200])];
  first.drawText('One lease', { x: 20, y: 70, size: 12, font });
  second.drawRectangle({ x: 0, y: 100, width: 50, height: 100 });
  return pdf.save();
}

describe.each(installedReaders().map((reader) => [reader.name, reader] as const))('%s', (_, reader) => {
  it('shows each page in its size, and what is drawn in its place', async () => {
    const [first, second] = await reader.pictures(await twoPages(), 2);

    expect([first?.width, first?.height, second?.width, second?.height]).toEqual([400, 200, 200, 400]);
    const at = (x: number, y: number) => second?.data[4 * (y * 200 + x)];
    expect([at(50, 100), at(150, 100), at(50, 300)]).toEqual([0, 255, 255]);
  });

  it('extracts the text of each page', async () => {
    const [first, second] = await reader.texts(await twoPages());

    expect([first?.trim(), second?.trim()]).toEqual(['One lease', '']);
  });

  it('rejects what it cannot open, and goes on', async () => {
    await expect(reader.pictures(Buffer.from('no PDF at all'))).rejects.toThrow(ReaderFailure);
    expect(await reader.pictures(await twoPages())).toHaveLength(2);
  });
});

it('has the four readers that npm installs', () => {
  expect(installedReaders()).toEqual(expect.arrayContaining([pdfium, mupdf, pdfjs, ghostscript]));
});
