import type * as Pdfium from '@hyzyla/pdfium' with { 'resolution-mode': 'import' };
import { maxComparedPages, pictureScale, unopened, isCrash, type ReadPage, type Reader } from './readers';

// eslint-disable-next-line @typescript-eslint/no-require-imports -- its types say that it is an ES module only, which it is not
const { PDFiumLibrary } = require('@hyzyla/pdfium') as typeof Pdfium;

let library: Promise<Pdfium.PDFiumLibrary> | undefined;

/** PDFium, the reader of Chromium. */
export const pdfium: Reader = {
  name: 'pdfium',
  read: async (pdf, { withTexts }) => {
    try {
      // PDFium cannot extract text from a document that was rendered before.
      const texts = withTexts ? await withDocument(pdf, (document) => firstPages(document).map(textOf)) : [];
      return await withDocument(pdf, async (document) => {
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

async function withDocument<Result>(
  pdf: Uint8Array,
  work: (document: Pdfium.PDFiumDocument) => Result | Promise<Result>,
): Promise<Result> {
  const document = await (await (library ??= PDFiumLibrary.init())).loadDocument(pdf);
  try {
    return await work(document);
  } finally {
    document.destroy();
  }
}

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
