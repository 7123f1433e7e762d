import * as z from 'zod';

/** What bytes say as JSON, or by name why they say nothing. */
export type JsonObjectReading =
  | { readonly object: Readonly<Record<string, unknown>> }
  | { readonly problem: 'body-not-utf8' | 'body-nested-too-deep' | 'body-not-json' | 'body-not-an-object' };

/** Reads a stranger's bytes as a JSON object. Never throws; a byte order mark is forgiven, of equal keys the last one counts. */
export function readJsonObject(bytes: Uint8Array): JsonObjectReading {
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

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Anything that JSON can say. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * How deep JSON of strangers may be nested. Nothing is known to send a tenth of it; `JSON.stringify` and every walk that
 * calls itself end in a RangeError some thousand levels below, and each level costs its parser a hundred bytes.
 */
export const deepestNesting = 1_000;

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [...'"\\{}[]'].map((sign) =>
  sign.charCodeAt(0),
);

/** Whether the bytes, if they are JSON, are nested no deeper than `deepestNesting`. Looks at each byte once, and keeps nothing. */
export function isNestedShallow(json: Uint8Array): boolean {
  let depth = 0;
  // A mutant that lives, for it does the same: with `<=` the byte behind the last is looked at, which is none and no sign.
  for (let at = 0; at < json.length; at++) {
    const sign = json[at];
    if (sign === quote) at = endOfString(json, at);
    else if (sign === openBrace || sign === openBracket) depth++;
    else if (sign === closeBrace || sign === closeBracket) depth--;
    if (depth > deepestNesting) return false;
  }
  return true;
}

/** Where the string ends that begins here: at its closing quote, or with the bytes. */
function endOfString(json: Uint8Array, start: number): number {
  let at = start + 1;
  // The same here: `<=` goes one byte further behind the last, where nothing is.
  while (at < json.length && json[at] !== quote) at += json[at] === backslash ? 2 : 1;
  return at;
}

/** A text that holds JSON of the given shape: how structured settings travel in an environment variable. */
export function jsonString<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue('not JSON');
        return z.NEVER;
      }
    })
    .pipe(schema);
}
