/**
 * The delay that a `Retry-After` header asks for, in whole seconds and never negative. The header contains seconds or an HTTP
 * date; for anything else the result is `undefined`.
 */
export function retryAfterSeconds(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // An HTTP date begins with its day. Without this check Date.parse accepts almost any text, such as "-5".
  if (!/^[A-Z][a-z]+,? /.test(text)) return undefined;
  // Every HTTP date is in GMT. One of the three formats has no time zone and would be parsed as local time.
  const time = Date.parse(`${text} GMT`);
  return Number.isNaN(time) ? undefined : Math.max(0, Math.ceil((time - now.getTime()) / 1_000));
}
