import * as z from 'zod';

/** Bytes, serialized: it must leave room in an event (1 MB, billed per 64 KB). */
const largest = 8 * 1024;

/** Consumers' parsers stop somewhere (.NET's at 64 levels), and so would `JSON.stringify`. */
const deepest = 32;

/**
 * The sender's own JSON object, where an event can carry it unchanged. Any other stays in the record only: a number
 * that JavaScript would round must not reach a consumer as another one.
 */
export const externalDataSchema = z
  .record(z.string(), z.unknown())
  .refine((data) => isKeptByJson(data, deepest) && Buffer.byteLength(JSON.stringify(data)) <= largest);

function isKeptByJson(value: unknown, levels: number): boolean {
  if (typeof value === 'number') return isExact(value);
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isKeptByJson(inner, levels - 1));
}

/** A fraction may lose digits beyond its sixteenth; a whole number, which may be somebody's id, none. */
function isExact(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}
