import type * as Pdfium from '@hyzyla/pdfium' with { 'resolution-mode': 'import' };
import { withPdfiumDocument } from '../../test/pdf-readers/with-pdfium-document';
import { maxComparedPages, pictureScale, unopened, isCrash, type ReadPage, type Reader } from './readers';

/** PDFium, the reader of Chromium. */
export const pdfium: Reader = {
  name: 'pdfium',
  read: async (pdf, { withTexts }) => {
    try {
      // PDFium cannot extract text from a document that was rendered before.
      const texts = withTexts
        ? await withPdfiumDocument(pdf, (document) => firstPages(document).map(textOf))
        : [];
      return await withPdfiumDocument(pdf, async (document) => {
        const pages: ReadPage[] = [];
        for (const [index, page] of firstPages(document).entries())
          pages.push({ ...(await readPage(page)), ...(withTexts ? { text: texts[index] ?? '' } : {}) });
        return { opens: 'yes', pageCount: document.getPageCount(), pages };
      });
    } catch (error) {
      return unopened(error);
    }
  },
};

function firstPages(document: Pdfium.PDFiumDocument): readonly Pdfium.PDFiumPage[] {
  const count = Math.min(document.getPageCount(), maxComparedPages);
  return Array.from({ length: count }, (_, index) => document.getPage(index));
}

function textOf(page: Pdfium.PDFiumPage): string {
  try {
    return page.getText();
  } catch (error) {
    if (isCrash(error)) throw error;
    return '';
  }
}

async function readPage(page: Pdfium.PDFiumPage): Promise<ReadPage> {
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const size = { width: originalWidth, height: originalHeight };
  if (!(originalWidth > 0 && originalHeight > 0)) return { size };
  try {
    const scale = pictureScale(size);
    const { width, height, data } = await page.render({ scale, render: 'bitmap', renderFormFields: true });
    return { size, picture: { width, height, channels: 4, data } };
  } catch (error) {
    if (isCrash(error)) throw error;
    return { size };
  }
}
