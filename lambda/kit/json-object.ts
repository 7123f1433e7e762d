import { isNestedShallow } from './json-nesting';

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
