import type { Decoded } from './decoded';
import { bytesOfRow, type PredictorParameters } from './predictor-parameters';

/** Undoes TIFF's predictor 2, in place: each component of a pixel is the difference from the pixel to its left. */
export function undoTiffPredictor(bytes: Buffer, parameters: PredictorParameters): Decoded {
  const rowBytes = bytesOfRow(parameters);
  for (let start = 0; start < bytes.length; start += rowBytes) undoRow(bytes, start, parameters);
  return { bytes, isWhole: bytes.length % rowBytes === 0 };
}

function undoRow(bytes: Buffer, start: number, { colors, bitsPerComponent, columns }: PredictorParameters) {
  const bitsLeft = (bytes.length - start) * 8;
  const components = Math.min(colors * columns, Math.floor(bitsLeft / bitsPerComponent));
  for (let index = colors; index < components; index++) {
    const bit = 8 * start + index * bitsPerComponent;
    const left = componentAt(bytes, bit - colors * bitsPerComponent, bitsPerComponent);
    addToComponent(bytes, bit, bitsPerComponent, left);
  }
}

function componentAt(bytes: Buffer, bit: number, bits: number): number {
  const at = Math.floor(bit / 8);
  if (bits === 16) return bytes.readUInt16BE(at);
  return ((bytes[at] ?? 0) >> (8 - bits - (bit % 8))) & ((1 << bits) - 1);
}

/** Adds to a component, without its carry. */
function addToComponent(bytes: Buffer, bit: number, bits: number, addend: number): void {
  const at = Math.floor(bit / 8);
  const mask = (1 << bits) - 1;
  const sum = (componentAt(bytes, bit, bits) + addend) & mask;
  if (bits === 16) bytes.writeUInt16BE(sum, at);
  else {
    const shift = 8 - bits - (bit % 8);
    bytes[at] = ((bytes[at] ?? 0) & ~(mask << shift)) | (sum << shift);
  }
}
