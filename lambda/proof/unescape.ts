/** Bytes with their escapes resolved. */
export interface Unescaped {
  readonly bytes: Buffer;
  /** For each byte, the position in the source at which its escape begins. One more: the end of the source. */
  readonly starts: Uint32Array;
}

const space = 0x20;
const plus = 0x2b;

/**
 * Resolves the escapes of URLs, JSON and HTML in one pass, and writes a space as `+`, as forms do. What was escaped twice is
 * then still escaped once.
 */
export function unescape(source: Buffer): Unescaped {
  // What an escape stands for is never longer than the escape.
  const bytes = Buffer.alloc(source.length);
  const starts = new Uint32Array(source.length + 1);
  let length = 0;
  for (let at = 0; at < source.length;) {
    const escape = readers.get(source[at])?.(source, at) ?? readByte(source, at);
    const end = length + write(escape, bytes, length);
    for (; length < end; length++) starts[length] = at;
    at += escape.length;
  }
  starts[length] = source.length;
  return { bytes: bytes.subarray(0, length), starts: starts.subarray(0, length + 1) };
}

function readByte(source: Buffer, at: number): Escape {
  const byte = source[at] ?? 0;
  return { length: 1, meant: byte === space ? plus : byte };
}

function write({ meant }: Escape, bytes: Buffer, at: number): number {
  if (typeof meant === 'string') return bytes.write(meant, at);
  bytes[at] = meant;
  return 1;
}

/** An escape, and what it stands for: a byte or a text. */
interface Escape {
  readonly length: number;
  readonly meant: number | string;
}

/** The readers of escapes, by the first byte of these: `%`, `\` and `&`. */
const readers: ReadonlyMap<number | undefined, (source: Buffer, at: number) => Escape | undefined> = new Map([
  [0x25, readPercent],
  [0x5c, readBackslash],
  [0x26, readEntity],
]);

function readPercent(source: Buffer, at: number): Escape | undefined {
  const byte = readHex(source, at + 1, 2);
  return byte === undefined ? undefined : { length: 3, meant: byte };
}

/** What a sign after a backslash stands for. JavaScript has `\'`, JSON the others. */
const signs: ReadonlyMap<number | undefined, number> = new Map(
  Object.entries({
    '"': '"',
    "'": "'",
    '\\': '\\',
    '/': '/',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
  }).map(([sign, meant]) => [sign.charCodeAt(0), meant.charCodeAt(0)]),
);

function readBackslash(source: Buffer, at: number): Escape | undefined {
  const byte = signs.get(source[at + 1]);
  if (byte !== undefined) return { length: 2, meant: byte };
  const unit = readUnit(source, at);
  if (unit === undefined) return undefined;
  // A character outside of the basic plane has two units.
  const next = firstHalf.test(unit) ? readUnit(source, at + 6) : undefined;
  return next === undefined ? { length: 6, meant: unit } : { length: 12, meant: unit + next };
}

const firstHalf = /[\ud800-\udbff]/;
const backslash = 0x5c;
const smallU = 0x75;

/** Reads `\uXXXX`. */
function readUnit(source: Buffer, at: number): string | undefined {
  const isUnit = source[at] === backslash && source[at + 1] === smallU;
  const unit = isUnit ? readHex(source, at + 2, 4) : undefined;
  return unit === undefined ? undefined : String.fromCharCode(unit);
}

/** The value of each byte that is a hexadecimal digit. */
const hexDigits: ReadonlyMap<number | undefined, number> = new Map(
  [...'0123456789abcdefABCDEF'].map((digit) => [digit.charCodeAt(0), parseInt(digit, 16)]),
);

function readHex(source: Buffer, from: number, digits: number): number | undefined {
  let value = 0;
  for (let at = from; at < from + digits; at++) {
    const digit = hexDigits.get(source[at]);
    if (digit === undefined) return undefined;
    value = value * 16 + digit;
  }
  return value;
}

const entity = /^&(?:(amp|lt|gt|quot|apos)|#(\d{1,7}|[xX][\da-fA-F]{1,6}));/;
const maxEntityLength = 11;
const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const maxCharacter = 0x10ffff;

function readEntity(source: Buffer, at: number): Escape | undefined {
  const [whole = '', name = '', number = ''] =
    entity.exec(source.toString('latin1', at, at + maxEntityLength)) ?? [];
  const meant = names[name] ?? characterOf(/^x/i.test(number) ? `0${number}` : number);
  return meant === undefined ? undefined : { length: whole.length, meant };
}

function characterOf(number: string): string | undefined {
  const character = number === '' ? Infinity : Number(number);
  return character <= maxCharacter ? String.fromCodePoint(character) : undefined;
}
