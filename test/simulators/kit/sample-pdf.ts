import { PDFDocument, StandardFonts, rgb } from '@cantoo/pdf-lib';

/** The texts of a sample page. */
export interface SamplePdf {
  readonly title: string;
  readonly lines: readonly string[];
  readonly pages?: number;
}

/** Makes a real PDF: A4 pages with a heading, text and a drawn signature line. PDFs with the same text differ in bytes. */
export async function samplePdf({ title, lines, pages = 1 }: SamplePdf): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  pdf.setTitle(title);
  for (let number = 1; number <= pages; number++) {
    const page = pdf.addPage([595.28, 841.89]);
    page.drawText(title, { x: 56, y: 770, size: 20, font });
    lines.forEach((line, index) => page.drawText(line, { x: 56, y: 730 - 18 * index, size: 11, font }));
    page.drawLine({
      start: { x: 56, y: 120 },
      end: { x: 256, y: 120 },
      thickness: 1,
      color: rgb(0.1, 0.2, 0.5),
    });
    page.drawText(`page ${number} of ${pages}`, { x: 56, y: 56, size: 9, font });
  }
  return Buffer.from(await pdf.save());
}
