// pdf.js, the reader in Firefox.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const files = (name) => `${join(folder, name)}/`;

export const pictures = (pdf, scale) =>
  withPages(pdf, async (page) => {
    const viewport = page.getViewport({ scale });
    const [width, height] = [Math.round(viewport.width), Math.round(viewport.height)];
    const canvas = createCanvas(width, height);
    await page.render({ canvas, viewport }).promise;
    return { width, height, data: canvas.getContext('2d').getImageData(0, 0, width, height).data };
  });

export const texts = (pdf) =>
  withPages(pdf, async (page) => {
    const { items } = await page.getTextContent();
    return items.map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str)).join('');
  });

async function withPages(pdf, work) {
  const loading = getDocument({
    data: new Uint8Array(pdf),
    cMapUrl: files('cmaps'),
    standardFontDataUrl: files('standard_fonts'),
    wasmUrl: files('wasm'),
    iccUrl: files('iccs'),
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await loading.promise;
    const results = [];
    for (let number = 1; number <= document.numPages; number++) {
      results.push(await work(await document.getPage(number)));
    }
    return results;
  } finally {
    await loading.destroy();
  }
}
