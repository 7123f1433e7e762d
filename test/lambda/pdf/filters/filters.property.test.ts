import { decodePDFRawStream } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { readStream, StreamTooLarge } from '../../../../lambda/pdf/stream-bytes';
import { encodeLzw, encoders, type Encoding } from './encoders';
import { rawStream } from './streams';

const maxBytes = 20_000;
const encodings = Object.keys(encoders) as Encoding[];

/** Bytes as content has them: text, runs, and noise. */
const content = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc
        .record({ byte: fc.nat(255), count: fc.nat(400) })
        .map(({ byte, count }) => Buffer.alloc(count, byte)),
      fc.constantFrom('BT /F1 12 Tf ', '0 0 m 10 10 l S\n').map((text) => Buffer.from(text)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Buffer.concat(parts));

const chain = fc.array(fc.constantFrom(...encodings), { minLength: 1, maxLength: 4 });

/** The first filter of a stream is the last that encoded it. */
const encode = (bytes: Buffer, filters: readonly Encoding[]) =>
  [...filters].reverse().reduce((encoded, filter) => encoders[filter](encoded), bytes);

test('each chain of filters gives back what was encoded', () => {
  fc.assert(
    fc.property(content, chain, (bytes, filters) => {
      const stream = rawStream(encode(bytes, filters), { Filter: filters });
      expect(readStream(stream, maxBytes)).toEqual({ bytes, isWhole: true });
    }),
  );
});

test('LZW is read with and without early change', () => {
  fc.assert(
    fc.property(
      content,
      fc.constantFrom<0 | 1>(0, 1),
      fc.integer({ min: 1, max: 12 }),
      (bytes, EarlyChange, times) => {
        const long = Buffer.concat(Array.from({ length: times }, () => bytes));
        const entries = { Filter: 'LZWDecode', DecodeParms: { EarlyChange } };
        const stream = rawStream(encodeLzw(long, EarlyChange), entries);
        expect(readStream(stream, 100_000)).toEqual({ bytes: long, isWhole: true });
        expect(Buffer.from(decodePDFRawStream(stream).decode()).equals(long)).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
});

test('bytes that are changed anywhere never give more than the limit, and never another error', () => {
  const change = fc.record({ at: fc.nat(5_000), byte: fc.nat(255) });
  fc.assert(
    fc.property(
      content,
      chain,
      fc.array(change, { maxLength: 4 }),
      fc.nat(3_000),
      (bytes, filters, changes, limit) => {
        const encoded = encode(bytes, filters);
        for (const { at, byte } of changes) if (encoded.length > 0) encoded[at % encoded.length] = byte;
        try {
          expect(readStream(rawStream(encoded, { Filter: filters }), limit).bytes.length).toBeLessThanOrEqual(
            limit,
          );
        } catch (error) {
          expect(error).toBeInstanceOf(StreamTooLarge);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('what is whole is what an independent decoder reads', () => {
  const alphabets = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: fc.constantFrom(...'zz!5uAsx~>0aF \n\t') }).map((text) => Buffer.from(text)),
  );
  const filter = fc.constantFrom('ASCII85Decode', 'ASCIIHexDecode', 'RunLengthDecode');
  fc.assert(
    fc.property(alphabets, filter, (bytes, Filter) => {
      const { bytes: read, isWhole } = readStream(rawStream(bytes, { Filter }), 100_000);
      const independent = Buffer.from(decodePDFRawStream(rawStream(bytes, { Filter })).decode());
      if (isWhole) expect(read.equals(independent)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
