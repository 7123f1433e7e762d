import type * as Pdfium from '@hyzyla/pdfium' with { 'resolution-mode': 'import' };
import { createCanvas, loadImage, type SKRSContext2D } from '@napi-rs/canvas';

/** A page as a reader of PDFs shows it, four bytes a pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** A page as PDFium shows it, which none of this software is made of. */
export interface PagePicture extends Picture {
  /** What would be copied from it. */
  readonly text: string;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- its types say that it is an ES module only, which it is not
const { PDFiumLibrary } = require('@hyzyla/pdfium') as typeof Pdfium;

let library: Promise<Pdfium.PDFiumLibrary> | undefined;

/** The pages of a PDF at that many pixels a point; form fields are shown where that is asked for. */
export async function pagePictures(
  pdf: Uint8Array,
  scale = 1,
  renderFormFields = false,
): Promise<readonly PagePicture[]> {
  // Its reading of text fails on a document that was drawn before.
  const texts = await withDocument(pdf, async (document) =>
    [...document.pages()].map((page) => page.getText()),
  );
  return withDocument(pdf, async (document) => {
    const pictures: PagePicture[] = [];
    for (const [index, page] of [...document.pages()].entries()) {
      const { width, height, data } = await page.render({ scale, render: 'bitmap', renderFormFields });
      pictures.push({ width, height, data: new Uint8ClampedArray(data), text: texts[index]! });
    }
    return pictures;
  });
}

async function withDocument<Result>(
  pdf: Uint8Array,
  work: (document: Pdfium.PDFiumDocument) => Promise<Result>,
): Promise<Result> {
  const document = await (await (library ??= PDFiumLibrary.init())).loadDocument(pdf);
  try {
    return await work(document);
  } finally {
    document.destroy();
  }
}

/** A picture with something drawn over it by hand: in pixels, from its top left. */
export function drawnOver(background: Picture, draw: (canvas: SKRSContext2D) => void): Picture {
  const { width, height } = background;
  const context = createCanvas(width, height).getContext('2d');
  const pixels = context.createImageData(width, height);
  pixels.data.set(background.data);
  context.putImageData(pixels, 0, 0);
  draw(context);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** As a PNG. */
export function pngOf({ width, height, data }: Picture): Buffer {
  const canvas = createCanvas(width, height);
  const pixels = canvas.getContext('2d').createImageData(width, height);
  pixels.data.set(data);
  canvas.getContext('2d').putImageData(pixels, 0, 0);
  return canvas.toBuffer('image/png');
}

/** A PNG's pixels. */
export async function pictureOf(png: Buffer): Promise<Picture> {
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}

/** So many pixels of letters are not alike where two programs draw the same ones. */
export const few = 8;

/** How much a color may differ: two programs draw the edge of a letter differently. */
const shade = 110;

/**
 * How many pixels of either picture have nothing like them in the other one, there or right beside: `few` at most, where
 * two programs draw the same.
 */
export function differences(one: Picture, other: Picture): number {
  if (one.width !== other.width || one.height !== other.height) return Infinity;
  return unlike(one, other) + unlike(other, one);
}

function unlike(one: Picture, other: Picture): number {
  let count = 0;
  for (let y = 0; y < one.height; y++) {
    for (let x = 0; x < one.width; x++) if (!isAlike(one, other, 4 * (y * one.width + x), x, y)) count++;
  }
  return count;
}

const beside = [0, -1, 1];

// eslint-disable-next-line max-params -- the innermost loop: objects would make it a minute
function isAlike(one: Picture, other: Picture, offset: number, x: number, y: number): boolean {
  for (const dy of beside) {
    for (const dx of beside) {
      const [column, row] = [x + dx, y + dy];
      if (column < 0 || row < 0 || column >= other.width || row >= other.height) continue;
      if (isSameShade(one.data, offset, other.data, 4 * (row * other.width + column))) return true;
    }
  }
  return false;
}

function isSameShade(one: Uint8ClampedArray, from: number, other: Uint8ClampedArray, to: number): boolean {
  for (let part = 0; part < 3; part++) {
    if (Math.abs((one[from + part] ?? 0) - (other[to + part] ?? 0)) > shade) return false;
  }
  return true;
}

/** The color of a pixel; beyond the edge, that of the edge. */
export function at({ data, width, height }: Picture, x: number, y: number): readonly number[] {
  const [column, row] = [Math.min(Math.max(x, 0), width - 1), Math.min(Math.max(y, 0), height - 1)];
  return [...data.subarray(4 * (row * width + column), 4 * (row * width + column) + 3)];
}
