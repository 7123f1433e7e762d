import { createCanvas, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import type { Picture } from '../../../pdf-readers/pdf-readers';
import { withPdfiumDocument } from '../../../pdf-readers/with-pdfium-document';

/** A page as PDFium shows it: an independent reader, with no code in common with this project. */
export interface PagePicture extends Picture {
  /** The text that a person could copy from the page. */
  readonly text: string;
}

/** Renders the pages of a PDF at `scale` pixels per point. */
export async function pagePictures(
  pdf: Uint8Array,
  scale = 1,
  renderFormFields = false,
): Promise<readonly PagePicture[]> {
  // PDFium cannot extract text from a document that was rendered before.
  const texts = await withPdfiumDocument(pdf, async (document) =>
    [...document.pages()].map((page) => page.getText()),
  );
  return withPdfiumDocument(pdf, async (document) => {
    const pictures: PagePicture[] = [];
    for (const [index, page] of [...document.pages()].entries()) {
      const { width, height, data } = await page.render({ scale, render: 'bitmap', renderFormFields });
      pictures.push({ width, height, data: new Uint8ClampedArray(data), text: texts[index]! });
    }
    return pictures;
  });
}

/** Draws over a picture, in pixels from its top left. */
export function drawnOver(background: Picture, draw: (canvas: SKRSContext2D) => void): Picture {
  const { width, height } = background;
  const context = createCanvas(width, height).getContext('2d');
  const pixels = context.createImageData(width, height);
  pixels.data.set(background.data);
  context.putImageData(pixels, 0, 0);
  draw(context);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** Encodes a picture as a PNG. */
export function pngOf({ width, height, data }: Picture): Buffer {
  const canvas = createCanvas(width, height);
  const pixels = canvas.getContext('2d').createImageData(width, height);
  pixels.data.set(data);
  canvas.getContext('2d').putImageData(pixels, 0, 0);
  return canvas.toBuffer('image/png');
}

/** Decodes a PNG. */
export async function pictureOf(png: Buffer): Promise<Picture> {
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}

/** The most pixels that may differ where two programs draw the same letters. */
export const maxDifferences = 8;

/** The tolerance per color: two programs draw the edge of a letter differently. */
const maxColorDifference = 110;

/**
 * Counts the pixels of either picture that have no similar pixel in the other one, in the same place or next to it. At
 * most `maxDifferences` if two programs draw the same.
 */
export function differences(one: Picture, other: Picture): number {
  if (one.width !== other.width || one.height !== other.height) return Infinity;
  return countUnlike(one, other) + countUnlike(other, one);
}

function countUnlike(one: Picture, other: Picture): number {
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
    if (Math.abs((one[from + part] ?? 0) - (other[to + part] ?? 0)) > maxColorDifference) return false;
  }
  return true;
}

/** Returns the color of a pixel. Beyond the edge, returns that of the edge. */
export function at({ data, width, height }: Picture, x: number, y: number): readonly number[] {
  const [column, row] = [Math.min(Math.max(x, 0), width - 1), Math.min(Math.max(y, 0), height - 1)];
  return [...data.subarray(4 * (row * width + column), 4 * (row * width + column) + 3)];
}
