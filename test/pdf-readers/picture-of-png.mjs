import { createCanvas, loadImage } from '@napi-rs/canvas';

/** Decodes a PNG. */
export async function pictureOfPng(bytes) {
  const image = await loadImage(bytes);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { width, height, data } = context.getImageData(0, 0, image.width, image.height);
  return { width, height, data };
}
