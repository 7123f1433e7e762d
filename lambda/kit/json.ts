import * as z from 'zod/mini';

/** A JSON object, or the name of the problem that prevents reading it. */
export type JsonObjectResult =
  | { readonly object: JsonObject }
  | { readonly problem: 'body-not-utf8' | 'body-nested-too-deep' | 'body-not-json' | 'body-not-an-object' };

/** Parses untrusted bytes as a JSON object. Never throws. Skips a byte order mark; the last of equal keys counts. */
export function readJsonObject(bytes: Uint8Array): JsonObjectResult {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { problem: 'body-not-utf8' };
  }
  if (!isNestedShallow(bytes)) return { problem: 'body-nested-too-deep' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'body-not-json' };
  }
  return isObject(value) ? { object: value } : { problem: 'body-not-an-object' };
}

/** Whether a value of JSON is an object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns an object without some of its fields. */
export function withoutFields(object: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** Any JSON value. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** An untrusted JSON object: its values may be anything. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value has at most `maxDepth` levels of lists and objects, and every value inside that is neither is `allowed`. */
export function isNestedUpTo(
  maxDepth: number,
  value: unknown,
  allowed: (leaf: unknown) => boolean = () => true,
): boolean {
  if (typeof value !== 'object' || value === null) return allowed(value);
  return maxDepth > 0 && Object.values(value).every((inner) => isNestedUpTo(maxDepth - 1, inner, allowed));
}

/**
 * The maximum depth of untrusted JSON. No known sender needs a tenth of it. `JSON.stringify` and recursive functions throw
 * a RangeError some thousand levels deeper, and each level costs the parser a hundred bytes.
 */
export const maxNesting = 1_000;

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [...'"\\{}[]'].map((sign) =>
  sign.charCodeAt(0),
);

/** Whether the JSON is nested no deeper than `maxNesting`. Reads each byte once and allocates nothing. */
export function isNestedShallow(json: Uint8Array): boolean {
  let depth = 0;
  // An equivalent mutant survives here: with `<=` the loop also reads `undefined` behind the last byte, and ignores it.
  for (let at = 0; at < json.length; at++) {
    const sign = json[at];
    if (sign === quote) at = endOfString(json, at);
    else if (sign === openBrace || sign === openBracket) depth++;
    else if (sign === closeBrace || sign === closeBracket) depth--;
    if (depth > maxNesting) return false;
  }
  return true;
}

/**
 * Whether JavaScript writes each number of the JSON as it stands there. It does not for `1.10`, and not for a whole number
 * of more than 16 digits, which it rounds: two of them could look equal.
 */
export function hasExactNumbers(json: Uint8Array): boolean {
  for (let at = 0; at < json.length; at++) {
    if (json[at] === quote) at = endOfString(json, at);
    else if (isPartOfNumber(json[at])) {
      const end = endOfNumber(json, at);
      const text = Buffer.from(json.subarray(at, end)).toString('latin1');
      if (/\d/.test(text) && String(Number(text)) !== text) return false;
      at = end - 1;
    }
  }
  return true;
}

const numberSigns: ReadonlySet<number | undefined> = new Set(
  [...'0123456789+-.eE'].map((sign) => sign.charCodeAt(0)),
);

const isPartOfNumber = (sign: number | undefined) => numberSigns.has(sign);

function endOfNumber(json: Uint8Array, start: number): number {
  let end = start;
  while (isPartOfNumber(json[end])) end++;
  return end;
}

/** The position of the closing quote, or of the end of the bytes. */
function endOfString(json: Uint8Array, start: number): number {
  let at = start + 1;
  // Another equivalent mutant: with `<=` the result is one byte further behind the end.
  while (at < json.length && json[at] !== quote) at += json[at] === backslash ? 2 : 1;
  return at;
}

/** The schema of a text that contains JSON of the given schema, such as a structured environment variable. */
export function jsonString<Schema extends z.core.$ZodType>(schema: Schema) {
  const parsed = z.transform((text: string, { issues }): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      issues.push({ code: 'custom', message: 'not JSON', input: text });
      return z.NEVER;
    }
  });
  return z.pipe(z.pipe(z.string(), parsed), schema);
}
