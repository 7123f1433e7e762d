// MuPDF.
import * as mupdf from 'mupdf';

export const pictures = (pdf, scale) =>
  withPages(pdf, (page) => {
    const pixmap = page.toPixmap(mupdf.Matrix.scale(scale, scale), mupdf.ColorSpace.DeviceRGB, false, true);
    const [width, height, rgb] = [pixmap.getWidth(), pixmap.getHeight(), pixmap.getPixels()];
    const data = new Uint8ClampedArray(4 * width * height).fill(255);
    for (let pixel = 0; pixel < width * height; pixel++) {
      for (let part = 0; part < 3; part++) data[4 * pixel + part] = rgb[3 * pixel + part];
    }
    pixmap.destroy();
    return { width, height, data };
  });

export const texts = (pdf) => withPages(pdf, (page) => page.toStructuredText('').asText());

function withPages(pdf, work) {
  const document = mupdf.Document.openDocument(pdf, 'application/pdf');
  try {
    if (document.needsPassword()) throw new Error('needs a password');
    return Array.from({ length: document.countPages() }, (_, index) => work(document.loadPage(index)));
  } finally {
    document.destroy();
  }
}
