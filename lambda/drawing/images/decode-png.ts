import { inflateSync } from 'node:zlib';
import type { PngFile } from './png-file';
import { pngPasses, storedSize, unfilteredRows, type PngPass } from './png-rows';

/** A picture, eight bits to a sample. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel: red, green, blue. */
  readonly colors: Buffer;
  /** One byte a pixel; absent where all of it is opaque. */
  readonly alpha?: Buffer;
}

/**
 * Decodes a PNG of any kind. What it says of its size was checked when it was read, and no more is inflated than that
 * needs.
 *
 * @throws Error where its pixels are not what it says
 */
export function decodePng(png: PngFile): Pixels {
  const passes = pngPasses(png);
  const expected = passes.reduce((sum, pass) => sum + storedSize(pass), 0);
  const stored = inflateSync(png.data, { maxOutputLength: expected });
  if (stored.length !== expected) throw new Error('a PNG with too few pixels');
  const picture = {
    colors: Buffer.alloc(3 * png.width * png.height),
    alpha: Buffer.alloc(png.width * png.height),
  };
  let offset = 0;
  for (const pass of passes) {
    const rows = unfilteredRows(stored.subarray(offset, offset + storedSize(pass)), pass, png);
    offset += storedSize(pass);
    drawPass(picture, png, pass, rows);
  }
  const { width, height } = png;
  const opaque = picture.alpha.every((value) => value === 255);
  return { width, height, colors: picture.colors, ...(opaque ? {} : { alpha: picture.alpha }) };
}

interface Picture {
  readonly colors: Buffer;
  readonly alpha: Buffer;
}

function drawPass(picture: Picture, png: PngFile, pass: PngPass, rows: Buffer): void {
  const setPixel = png.colorType === 3 ? paletteSetter(picture, png) : sampleSetter(picture, png);
  for (let line = 0; line < pass.lines; line++) {
    const samples = samplesOf(rows.subarray(line * pass.stride, (line + 1) * pass.stride), pass.columns, png);
    const start = (pass.y + line * pass.dy) * png.width + pass.x;
    for (let column = 0; column < pass.columns; column++) {
      setPixel(start + column * pass.dx, samples, column * png.channels);
    }
  }
}

/** Puts the color that stands at a place of a row's samples at a place of the picture. */
type SetPixel = (pixel: number, samples: Uint16Array, at: number) => void;

function paletteSetter({ colors, alpha }: Picture, { palette, transparency }: PngFile): SetPixel {
  return (pixel, samples, at) => {
    const color = samples[at] ?? 0;
    for (let part = 0; part < 3; part++) colors[3 * pixel + part] = palette[3 * color + part] ?? 0;
    alpha[pixel] = transparency[color] ?? 255;
  };
}

function sampleSetter({ colors, alpha }: Picture, { depth, channels, transparency }: PngFile): SetPixel {
  const [green, blue] = channels >= 3 ? [1, 2] : [0, 0];
  const hasAlpha = channels === 2 || channels === 4;
  const clear = transparentColor(transparency, channels);
  const toByte = (value = 0) => (depth === 8 ? value : scaledToByte(value, depth));
  return (pixel, samples, at) => {
    colors[3 * pixel] = toByte(samples[at]);
    colors[3 * pixel + 1] = toByte(samples[at + green]);
    colors[3 * pixel + 2] = toByte(samples[at + blue]);
    if (hasAlpha) alpha[pixel] = toByte(samples[at + channels - 1]);
    else alpha[pixel] = clear?.every((value, part) => value === samples[at + part]) ? 0 : 255;
  };
}

function scaledToByte(value: number, depth: number): number {
  return depth === 16 ? value >> 8 : (value * 255) / ((1 << depth) - 1);
}

/** A PNG without opacity may name one color that is not to be seen. */
function transparentColor(transparency: Buffer, channels: number): readonly number[] | undefined {
  if (transparency.length < 2 * channels || channels % 2 === 0) return undefined;
  return Array.from({ length: channels }, (_, index) => transparency.readUInt16BE(2 * index));
}

/** A row's samples, each a number of its own. */
function samplesOf(row: Buffer, columns: number, { depth, channels }: PngFile): Uint16Array {
  const samples = new Uint16Array(columns * channels);
  if (depth === 8) samples.set(row);
  else if (depth === 16) for (let at = 0; at < samples.length; at++) samples[at] = row.readUInt16BE(2 * at);
  else for (let at = 0; at < samples.length; at++) samples[at] = bitsAt(row, at * depth, depth);
  return samples;
}

function bitsAt(row: Buffer, bit: number, depth: number): number {
  return ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}
