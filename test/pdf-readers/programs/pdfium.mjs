// PDFium, the reader in Chromium.
import { PDFiumLibrary } from '@hyzyla/pdfium';

const library = await PDFiumLibrary.init();

export const pictures = (pdf, scale) =>
  withPages(pdf, async (page) => {
    const { width, height, data } = await page.render({ scale, render: 'bitmap', renderFormFields: true });
    return { width, height, data: new Uint8ClampedArray(data) };
  });

export const texts = (pdf) => withPages(pdf, (page) => page.getText());

async function withPages(pdf, work) {
  const document = await library.loadDocument(pdf);
  try {
    const results = [];
    for (const page of document.pages()) results.push(await work(page));
    return results;
  } finally {
    document.destroy();
  }
}
