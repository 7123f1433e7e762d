/**
 * Whether EventBridge matches an event with a pattern, for the matchers that our rules have: plain values, `prefix`, `exists`.
 * A list in an event matches if one of its items does.
 */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  return Object.entries(pattern as object).every(([field, wanted]) => {
    const value = (event as Record<string, unknown> | undefined)?.[field];
    if (!Array.isArray(wanted)) return matchesPattern(wanted, value);
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return wanted.some((matcher) => values.some((each) => matchesValue(matcher, each)));
  });
}

function matchesValue(matcher: unknown, value: unknown): boolean {
  if (typeof matcher !== 'object' || matcher === null) return matcher === value;
  if ('exists' in matcher) return matcher.exists === (value !== undefined);
  if ('prefix' in matcher) return typeof value === 'string' && value.startsWith(String(matcher.prefix));
  throw new Error(`no such matcher here: ${JSON.stringify(matcher)}`);
}
