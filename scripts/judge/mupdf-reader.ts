import type * as MuPdf from 'mupdf' with { 'resolution-mode': 'import' };
import {
  maxComparedPages,
  pictureScale,
  unopened,
  isCrash,
  type Picture,
  type ReadPage,
  type Reader,
} from './readers';

let library: Promise<typeof MuPdf> | undefined;

/** MuPDF. It says whether it had to repair a PDF. */
export const mupdf: Reader = {
  name: 'mupdf',
  read: async (pdf, { withTexts }) => {
    const { Document, Matrix, ColorSpace } = await (library ??= loadLibrary());
    let document: MuPdf.Document | undefined;
    try {
      document = Document.openDocument(pdf, 'application/pdf');
      // It also reads HTML and text.
      if (!document.isPDF()) return unopened('not a PDF');
      if (document.needsPassword()) return { opens: 'with-a-password', pageCount: 0, pages: [] };
      const pageCount = document.countPages();
      const pages: ReadPage[] = [];
      const render = (page: MuPdf.Page, scale: number) =>
        pictureOf(page.toPixmap(Matrix.scale(scale, scale), ColorSpace.DeviceRGB, false, true));
      for (let index = 0; index < Math.min(pageCount, maxComparedPages); index++)
        pages.push(readPage(document, index, { withTexts, render }));
      // Some damage is noticed only when a page is read.
      return { opens: 'yes', pageCount, pages, wasRepaired: wasRepaired(document) };
    } catch (error) {
      return unopened(error);
    } finally {
      document?.destroy();
    }
  },
};

async function loadLibrary(): Promise<typeof MuPdf> {
  const module = await import('mupdf');
  // It prints each of its warnings. They are about the strangers' files.
  for (const method of ['log', 'warn', 'error'] as const) console[method] = () => undefined;
  return module;
}

function wasRepaired(document: MuPdf.Document): boolean {
  return document.asPDF()?.wasRepaired() ?? false;
}

interface PageOptions {
  readonly withTexts: boolean;
  readonly render: (page: MuPdf.Page, scale: number) => Picture;
}

function readPage(document: MuPdf.Document, index: number, { withTexts, render }: PageOptions): ReadPage {
  let size = { width: 0, height: 0 };
  try {
    const page = document.loadPage(index);
    try {
      const [left, top, right, bottom] = page.getBounds();
      size = { width: right - left, height: bottom - top };
      const text = withTexts ? { text: page.toStructuredText('').asText() } : {};
      return { size, ...text, picture: render(page, pictureScale(size)) };
    } finally {
      page.destroy();
    }
  } catch (error) {
    if (isCrash(error)) throw error;
    return { size };
  }
}

/** Copies the picture out of the library's memory. */
function pictureOf(pixmap: MuPdf.Pixmap): Picture {
  const [width, height] = [pixmap.getWidth(), pixmap.getHeight()];
  const picture = { width, height, channels: 3, data: pixmap.getPixels().slice() };
  pixmap.destroy();
  return picture;
}
