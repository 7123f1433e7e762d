import type * as Pdfium from '@hyzyla/pdfium' with { 'resolution-mode': 'import' };

// eslint-disable-next-line @typescript-eslint/no-require-imports -- its types say that it is an ES module only, which it is not
const { PDFiumLibrary } = require('@hyzyla/pdfium') as typeof Pdfium;

let library: Promise<Pdfium.PDFiumLibrary> | undefined;

/**
 * Opens a PDF in PDFium, in this process, for some work. PDFium cannot extract text from a document that was rendered
 * before.
 */
export async function withPdfiumDocument<Result>(
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
