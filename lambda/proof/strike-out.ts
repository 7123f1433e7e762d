import { unescape } from './unescape';

/** The replacement of a secret. */
const replacement = Buffer.from('[struck out]');

/** Bytes whose secrets were replaced. */
export interface StruckOut {
  readonly bytes: Uint8Array;
  /** The number of replacements. */
  readonly count: number;
}

/**
 * Replaces our secrets in untrusted bytes. It finds each secret as it is, as hex and as base64. Each of these may have escapes
 * of URLs, forms, JSON and HTML, up to four times one in the other.
 */
export function strikeOut(bytes: Uint8Array, secrets: readonly string[]): StruckOut {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ranges = findAll(source, allForms(secrets));
  // Without a match, the bytes are not copied: a body can have megabytes.
  return ranges.length === 0 ? { bytes, count: 0 } : replaceRanges(source, ranges);
}

/**
 * The forms of the secrets. What looks like an escape in a secret is resolved together with the escapes of the text, so there
 * are forms without it.
 */
function allForms(secrets: readonly string[]): readonly Buffer[] {
  const forms = new Map<string, Buffer>();
  const add = (form: Buffer) => forms.set(form.toString('latin1'), form);
  for (const form of secrets.flatMap(encodedForms)) {
    let bytes: Buffer = Buffer.from(form);
    add(bytes);
    add(Buffer.from(form.replaceAll(' ', '+')));
    for (let level = 1; level <= maxLevels && hasAny(bytes, unescaped); level++) {
      bytes = unescape(bytes).bytes;
      add(bytes);
    }
  }
  return [...forms.values()].filter(({ length }) => length > 0);
}

/** The encodings of a secret that are not escapes. */
function encodedForms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  return [secret, hex, hex.toUpperCase(), ...base64Forms(bytes)];
}

/** The base64 of a secret inside a longer text depends on its position: there are three forms, without their ends. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((shift) => {
    const inside = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4);
    return [inside, inside.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** A part of the bytes: from a position, to the one behind it. */
type Range = readonly [from: number, to: number];

/** How often escapes are resolved. */
const maxLevels = 4;

/** Finds the forms in the bytes, then in the bytes without their escapes, and so on. Each level takes one pass. */
function findAll(source: Buffer, forms: readonly Buffer[]): readonly Range[] {
  const ranges = [...findForms(source, forms)];
  let bytes: Buffer = source;
  /** For each byte of a level, its position in the source. */
  let positions: Uint32Array | undefined;
  for (let level = 1; level <= maxLevels && mayHaveEscapes(bytes); level++) {
    const { bytes: plain, starts } = unescape(bytes);
    const before = positions;
    const now = before ? starts.map((start) => before[start] ?? 0) : starts;
    ranges.push(...findForms(plain, forms).map(([from, to]): Range => [now[from] ?? 0, now[to] ?? 0]));
    if (plain.length === bytes.length) break;
    [bytes, positions] = [plain, now];
  }
  return ranges;
}

const mayHaveEscapes = (bytes: Buffer) => hasAny(bytes, escapeSigns);

/** The signs that escapes begin with. As bytes they are found faster than as texts. */
const escapeSigns = [...'%\\&'].map((sign) => sign.charCodeAt(0));

/** The signs that `unescape` changes. Without one of them its result is its source. */
const unescaped = [...escapeSigns, ' '.charCodeAt(0)];

function hasAny(bytes: Buffer, signs: readonly number[]): boolean {
  return signs.some((sign) => bytes.includes(sign));
}

function findForms(source: Buffer, forms: readonly Buffer[]): readonly Range[] {
  const ranges: Range[] = [];
  for (const form of forms) {
    for (let at = source.indexOf(form); at !== -1; at = source.indexOf(form, at + form.length)) {
      ranges.push([at, at + form.length]);
    }
  }
  return ranges;
}

/** Replaces each range. Ranges that overlap are one: a form can contain another one. */
function replaceRanges(source: Buffer, ranges: readonly Range[]): StruckOut {
  const parts: Uint8Array[] = [];
  let count = 0;
  let end = 0;
  for (const [from, to] of [...ranges].sort(([one], [other]) => one - other)) {
    if (count === 0 || from >= end) {
      parts.push(source.subarray(end, from), replacement);
      count += 1;
    }
    end = Math.max(end, to);
  }
  return { bytes: Buffer.concat([...parts, source.subarray(end)]), count };
}
