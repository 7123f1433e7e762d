/**
 * How long a `Retry-After` header asks to wait, in whole seconds: it holds seconds or an HTTP date. `undefined` where
 * there is none, or where it says something else; never negative.
 */
export function retryAfterSeconds(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // A date names its day first; without this check Date.parse takes almost anything, "-5" for one.
  if (!/^[A-Z][a-z]+,? /.test(text)) return undefined;
  // Every HTTP date is in GMT; of its three forms one does not say so, and would be read as local time.
  const time = Date.parse(`${text} GMT`);
  return Number.isNaN(time) ? undefined : Math.max(0, Math.ceil((time - now.getTime()) / 1_000));
}
