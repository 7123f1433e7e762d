import { deflateSync } from 'node:zlib';

/** Encoders as they are written from the format's text, and from no code of `lambda/`. */
export const encoders = {
  FlateDecode: (bytes: Buffer) => deflateSync(bytes),
  ASCIIHexDecode: (bytes: Buffer) => Buffer.from(`${bytes.toString('hex').toUpperCase()}>`),
  ASCII85Decode: encodeAscii85,
  RunLengthDecode: encodeRunLength,
  LZWDecode: (bytes: Buffer) => encodeLzw(bytes, 1),
};

/** The names of those encoders. */
export type Encoding = keyof typeof encoders;

/** Encodes in base 85, with `z` for zeros. */
function encodeAscii85(bytes: Buffer): Buffer {
  let text = '';
  for (let start = 0; start < bytes.length; start += 4) {
    const group = Buffer.alloc(4);
    const count = bytes.copy(group, 0, start, start + 4);
    let value = group.readUInt32BE();
    let digits = '';
    for (let digit = 0; digit < 5; digit++, value = Math.floor(value / 85)) {
      digits = String.fromCharCode(33 + (value % 85)) + digits;
    }
    text += digits === '!!!!!' && count === 4 ? 'z' : digits.slice(0, count + 1);
  }
  return Buffer.from(`${text}~>`);
}

/** Encodes runs of three bytes and more as runs, and others as they are. */
function encodeRunLength(bytes: Buffer): Buffer {
  const parts: number[] = [];
  for (let start = 0; start < bytes.length;) {
    let end = start + 1;
    while (end < bytes.length && bytes[end] === bytes[start] && end - start < 128) end++;
    if (end - start > 1) parts.push(257 - (end - start), bytes[start] ?? 0);
    else parts.push(0, bytes[start] ?? 0);
    start = end;
  }
  return Buffer.from([...parts, 128]);
}

/** Encodes with codes of 9 to 12 bits, and clears the table before it is full. */
export function encodeLzw(bytes: Buffer, earlyChange: 0 | 1): Buffer {
  const codes = new Map<string, number>();
  let bits = '';
  let width = 9;
  let previous = '';
  const write = (code: number) => (bits += code.toString(2).padStart(width, '0'));
  const codeOf = (text: string) => (text.length === 1 ? text.charCodeAt(0) : (codes.get(text) ?? 0));
  write(256);
  for (const character of bytes.toString('latin1')) {
    if (previous === '' || codes.has(previous + character)) {
      previous += character;
      continue;
    }
    write(codeOf(previous));
    codes.set(previous + character, 258 + codes.size);
    previous = character;
    // The reader's table is one entry behind.
    width = Math.min(12, (257 + codes.size + earlyChange).toString(2).length);
    if (258 + codes.size < 4095) continue;
    write(256);
    codes.clear();
    width = 9;
  }
  if (previous !== '') {
    write(codeOf(previous));
    width = Math.min(12, (258 + codes.size + earlyChange).toString(2).length);
  }
  write(257);
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  return Buffer.from(
    Array.from({ length: padded.length / 8 }, (_, at) => parseInt(padded.slice(8 * at, 8 * at + 8), 2)),
  );
}
