import { inflateSync } from 'node:zlib';
import { defined } from '../../kit/defined';
import type { PngFile } from './png-file';
import { pngPasses, storedBytes, unfilteredRows, type PngPass } from './png-rows';

/** A decoded picture with 8 bits per sample. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Three bytes per pixel: red, green, blue. */
  readonly colors: Buffer;
  /** One byte per pixel; absent if the picture is opaque. */
  readonly alpha?: Buffer | undefined;
}

/**
 * Decodes a PNG of any kind. Its size was checked when it was read, and no more than that size is inflated.
 *
 * @throws Error if its pixels do not match its header
 */
export function decodePng(png: PngFile): Pixels {
  const passes = pngPasses(png);
  const expected = passes.reduce((sum, pass) => sum + storedBytes(pass), 0);
  const stored = inflateSync(png.deflatedData, { maxOutputLength: expected });
  if (stored.length !== expected) throw new Error('PNG with too few pixels');
  const picture = {
    colors: Buffer.alloc(3 * png.width * png.height),
    alpha: Buffer.alloc(png.width * png.height),
  };
  let offset = 0;
  for (const pass of passes) {
    const rows = unfilteredRows(stored.subarray(offset, offset + storedBytes(pass)), pass, png);
    offset += storedBytes(pass);
    drawPass(picture, png, pass, rows);
  }
  const { width, height } = png;
  const isOpaque = picture.alpha.every((value) => value === 255);
  return defined({ width, height, colors: picture.colors, alpha: isOpaque ? undefined : picture.alpha });
}

interface PixelBuffers {
  readonly colors: Buffer;
  readonly alpha: Buffer;
}

function drawPass(picture: PixelBuffers, png: PngFile, pass: PngPass, rows: Buffer): void {
  const setPixel = png.colorType === 3 ? paletteSetter(picture, png) : sampleSetter(picture, png);
  for (let line = 0; line < pass.lines; line++) {
    const samples = samplesOf(
      rows.subarray(line * pass.rowBytes, (line + 1) * pass.rowBytes),
      pass.columns,
      png,
    );
    const start = (pass.y + line * pass.dy) * png.width + pass.x;
    for (let column = 0; column < pass.columns; column++) {
      setPixel(start + column * pass.dx, samples, column * png.channels);
    }
  }
}

/** Copies the color at an offset of a row's samples to a pixel of the picture. */
type SetPixel = (pixel: number, samples: Uint16Array, at: number) => void;

function paletteSetter({ colors, alpha }: PixelBuffers, { palette, transparency }: PngFile): SetPixel {
  return (pixel, samples, at) => {
    const color = samples[at] ?? 0;
    for (let part = 0; part < 3; part++) colors[3 * pixel + part] = palette[3 * color + part] ?? 0;
    alpha[pixel] = transparency[color] ?? 255;
  };
}

function sampleSetter(
  { colors, alpha }: PixelBuffers,
  { bitDepth, channels, transparency }: PngFile,
): SetPixel {
  const [green, blue] = channels >= 3 ? [1, 2] : [0, 0];
  const hasAlpha = channels === 2 || channels === 4;
  const clear = transparentColor(transparency, channels);
  const toByte = (value = 0) => (bitDepth === 8 ? value : scaledToByte(value, bitDepth));
  return (pixel, samples, at) => {
    colors[3 * pixel] = toByte(samples[at]);
    colors[3 * pixel + 1] = toByte(samples[at + green]);
    colors[3 * pixel + 2] = toByte(samples[at + blue]);
    if (hasAlpha) alpha[pixel] = toByte(samples[at + channels - 1]);
    else alpha[pixel] = clear?.every((value, part) => value === samples[at + part]) ? 0 : 255;
  };
}

function scaledToByte(value: number, bitDepth: number): number {
  return bitDepth === 16 ? value >> 8 : (value * 255) / ((1 << bitDepth) - 1);
}

/** Returns the one color that a PNG without opacity may declare transparent. */
function transparentColor(transparency: Buffer, channels: number): readonly number[] | undefined {
  if (transparency.length < 2 * channels || channels % 2 === 0) return undefined;
  return Array.from({ length: channels }, (_, index) => transparency.readUInt16BE(2 * index));
}

/** Unpacks a row into one number per sample. */
function samplesOf(row: Buffer, columns: number, { bitDepth, channels }: PngFile): Uint16Array {
  const samples = new Uint16Array(columns * channels);
  if (bitDepth === 8) samples.set(row);
  else if (bitDepth === 16)
    for (let at = 0; at < samples.length; at++) samples[at] = row.readUInt16BE(2 * at);
  else for (let at = 0; at < samples.length; at++) samples[at] = bitsAt(row, at * bitDepth, bitDepth);
  return samples;
}

function bitsAt(row: Buffer, bit: number, bitDepth: number): number {
  return ((row[bit >> 3] ?? 0) >> (8 - bitDepth - (bit & 7))) & ((1 << bitDepth) - 1);
}
