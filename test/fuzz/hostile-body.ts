import type { SeededRandom } from '../seeded-random';

/** Changes the bytes of a body. */
export type BodyChange = (body: Buffer, random: SeededRandom) => Buffer;

/** Other bytes with nearly the same meaning: a verifier that parses and serializes the body would accept them. */
export const rewrittenBodies: Readonly<Record<string, BodyChange>> = {
  'written again': (body) => reserialized(body, (value) => JSON.stringify(value)),
  'written again with spaces': (body) => reserialized(body, (value) => JSON.stringify(value, null, 2)),
  'written with its keys turned round': (body) =>
    reserialized(body, (value) => JSON.stringify(turnedRound(value))),
  'written with a key twice': (body) => insideObject(body, '"action":"twice",'),
  'written with __proto__': (body) => insideObject(body, '"__proto__":{"genuine":true},'),
  'written with constructor': (body) => insideObject(body, '"constructor":{"prototype":{"genuine":true}},'),
  'written with escapes': (body) => Buffer.from(body.toString().replace(/a/g, '\\u0061')),
  'with other white space': (body) => Buffer.from(body.toString().replace(/:/g, ': ')),
  'with a newline at its end': (body) => Buffer.concat([body, Buffer.from('\n')]),
  'with a byte order mark': (body) => Buffer.concat([Buffer.from('\ufeff'), body]),
  'in UTF-16': (body) => Buffer.from(body.toString(), 'utf16le'),
  'in Latin-1': (body) => Buffer.from(`${body.toString()}\u00e9`, 'latin1'),
  decomposed: (body) => Buffer.from(`${body.toString()}\u00e9`.normalize('NFD')),
  'in base64': (body) => Buffer.from(body.toString('base64')),
  'as a form': (body) => Buffer.from(`payload=${encodeURIComponent(body.toString())}`),
  'in a string': (body) => Buffer.from(JSON.stringify(body.toString())),
  'with numbers written otherwise': (body) => Buffer.from(body.toString().replace(/(\d)([,}])/g, '$1.0$2')),
};

/** Bytes that can break a parser. */
export const brokenBodies: Readonly<Record<string, BodyChange>> = {
  'a bit flipped': (body, random) => flipped(body, random),
  'many bytes changed': (body, random) =>
    Array.from({ length: 20 }, () => 0).reduce((changed) => flipped(changed, random), body),
  'cut short': (body, random) => body.subarray(0, random.int(body.length)),
  'without its beginning': (body, random) => body.subarray(1 + random.int(Math.max(1, body.length - 1))),
  empty: () => Buffer.alloc(0),
  twice: (body) => Buffer.concat([body, body]),
  'with a byte inserted': (body, random) => spliced(body, random, random.bytes(1)),
  'with invalid UTF-8': (body, random) =>
    spliced(body, random, random.pick([[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf8], [0xe2, 0x82]])),
  'with a NUL': (body, random) => spliced(body, random, [0]),
  'with no character': (body, random) => spliced(body, random, Buffer.from('\uffff\ufffe')),
  'random bytes': (_, random) => random.bytes(1 + random.int(400)),
  'deep JSON': (_, random) => nested(2_000 + random.int(8_000)),
  'deep JSON objects': (_, random) => Buffer.from('{"a":'.repeat(2_000 + random.int(3_000))),
  'wide JSON': (_, random) =>
    Buffer.from(JSON.stringify(Array.from({ length: 500 + random.int(2_000) }, () => random.int(9)))),
  'our own mark': (body) => insideObject(body, '"note":"[struck out] canary",'),
};

/** Makes a body that is too large for SQS, so that it goes to the spool. */
export const hugeBody: BodyChange = (body, random) =>
  insideObject(body, `"huge":"${random.text(64).repeat(18_000)}",`);

/** Inserts text after the first brace of a body, or at its start. */
export function insideObject(body: Buffer, text: string): Buffer {
  const at = body.indexOf('{') + 1;
  return Buffer.concat([body.subarray(0, at), Buffer.from(text), body.subarray(at)]);
}

function reserialized(body: Buffer, write: (value: unknown) => string): Buffer {
  return Buffer.from(write(JSON.parse(body.toString())));
}

function turnedRound(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).reverse());
}

function flipped(body: Buffer, random: SeededRandom): Buffer {
  const changed = Buffer.from(body);
  if (changed.length === 0) return changed;
  const at = random.int(changed.length);
  changed[at]! ^= 1 << random.int(8);
  return changed;
}

function spliced(body: Buffer, random: SeededRandom, bytes: Uint8Array | readonly number[]): Buffer {
  const at = random.int(body.length + 1);
  return Buffer.concat([body.subarray(0, at), Buffer.from(bytes), body.subarray(at)]);
}

function nested(depth: number): Buffer {
  return Buffer.from(`${'['.repeat(depth)}${']'.repeat(depth)}`);
}
