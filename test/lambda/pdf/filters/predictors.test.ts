import fc from 'fast-check';
import { deflateSync } from 'node:zlib';
import { readStream } from '../../../../lambda/pdf/stream-bytes';
import { encodeLzw } from './encoders';
import { rawStream } from './streams';

interface Layout {
  readonly Colors: number;
  readonly BitsPerComponent: number;
  readonly Columns: number;
}

const layout = fc.record({
  Colors: fc.integer({ min: 1, max: 4 }),
  BitsPerComponent: fc.constantFrom(1, 2, 4, 8, 16),
  Columns: fc.integer({ min: 1, max: 9 }),
});

const rowBytes = ({ Colors, BitsPerComponent, Columns }: Layout) =>
  Math.ceil((Colors * BitsPerComponent * Columns) / 8);

/** Filters one row as PNG's specification says it. */
function pngRow(type: number, row: Buffer, above: Buffer, pixelBytes: number): Buffer {
  const filtered = row.map((byte, index) => {
    const left = row[index - pixelBytes] ?? 0;
    const up = above[index] ?? 0;
    const corner = index < pixelBytes ? 0 : (above[index - pixelBytes] ?? 0);
    const nearest = [left, up, corner].reduce((best, one) =>
      Math.abs(left + up - corner - one) < Math.abs(left + up - corner - best) ? one : best,
    );
    return byte - ([0, left, up, Math.floor((left + up) / 2), nearest][type] ?? 0);
  });
  return Buffer.concat([Buffer.from([type]), filtered]);
}

test('PNG predictors of every layout and filter are undone', () => {
  fc.assert(
    fc.property(
      layout,
      fc.array(fc.record({ type: fc.nat(4), noise: fc.uint8Array({ minLength: 72, maxLength: 72 }) }), {
        maxLength: 6,
      }),
      fc.integer({ min: 10, max: 15 }),
      (parameters, rows, Predictor) => {
        const size = rowBytes(parameters);
        const plain = rows.map(({ noise }) => Buffer.from(noise.subarray(0, size)));
        const pixelBytes = Math.ceil((parameters.Colors * parameters.BitsPerComponent) / 8);
        const filtered = rows.map(({ type }, index) =>
          pngRow(type, plain[index]!, plain[index - 1] ?? Buffer.alloc(size), pixelBytes),
        );
        const entries = { Filter: 'FlateDecode', DecodeParms: { ...parameters, Predictor } };
        expect(readStream(rawStream(deflateSync(Buffer.concat(filtered)), entries), 10_000)).toEqual({
          bytes: Buffer.concat(plain),
          isWhole: true,
        });
      },
    ),
  );
});

test('TIFF’s predictor is undone for components of every size', () => {
  fc.assert(
    fc.property(layout, fc.nat(3), fc.infiniteStream(fc.nat(65_535)), (parameters, rows, noise) => {
      const { Colors, BitsPerComponent, Columns } = parameters;
      const values = Array.from({ length: rows }, () =>
        Array.from(
          { length: Colors * Columns },
          () => (noise.next().value as number) % 2 ** BitsPerComponent,
        ),
      );
      const differences = values.map((row) =>
        row.map((value, index) => (value - (row[index - Colors] ?? 0) + 2 ** 16) % 2 ** BitsPerComponent),
      );
      const pack = (row: readonly number[]) => {
        const bits = row.map((value) => value.toString(2).padStart(BitsPerComponent, '0')).join('');
        const padded = bits.padEnd(rowBytes(parameters) * 8, '0');
        return Buffer.from((padded.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
      };
      const entries = { Filter: 'LZWDecode', DecodeParms: { ...parameters, Predictor: 2 } };
      const encoded = encodeLzw(Buffer.concat(differences.map(pack)), 1);
      expect(readStream(rawStream(encoded, entries), 10_000)).toEqual({
        bytes: Buffer.concat(values.map(pack)),
        isWhole: true,
      });
    }),
  );
});

test.each([
  ['an unknown predictor', { Predictor: 3 }],
  ['no columns', { Predictor: 12, Columns: 0 }],
  ['columns beyond all memory', { Predictor: 12, Columns: 2 ** 40 }],
  ['an odd size of components', { Predictor: 12, BitsPerComponent: 7 }],
  ['a filter of a row that PNG does not have', { Predictor: 12, Columns: 3 }],
  ['a last row that is cut off', { Predictor: 15, Columns: 2 }],
])('%s is read, and is not whole', (_, DecodeParms) => {
  const stream = rawStream(deflateSync(Buffer.from([9, 1, 2, 3])), { Filter: 'FlateDecode', DecodeParms });

  expect(readStream(stream, 10_000).isWhole).toBe(false);
});
