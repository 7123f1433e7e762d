/** Times outside of these years are not times of envelopes. */
const firstMs = Date.UTC(2000);
const lastMs = Date.UTC(2200);

/**
 * Returns a time of a provider's list in ISO 8601 and UTC; `undefined` if it cannot be one.
 *
 * @param value a text in ISO 8601 with any fraction, or a number or text of Unix seconds or milliseconds
 */
export function listedTime(value: unknown): string | undefined {
  const ms = milliseconds(value);
  return ms !== undefined && ms >= firstMs && ms < lastMs ? new Date(ms).toISOString() : undefined;
}

function milliseconds(value: unknown): number | undefined {
  if (typeof value === 'number') return value < 1e11 ? value * 1_000 : value;
  if (typeof value !== 'string' || value.length > 64) return undefined;
  if (/^\d{9,13}$/.test(value)) return milliseconds(Number(value));
  // Without a zone Date.parse would take it for local time.
  return /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(value) ? Date.parse(value) || undefined : undefined;
}
