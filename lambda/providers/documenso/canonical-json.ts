/** Beyond it nothing is known to be sent, and recursion would end in an error. */
const deepest = 64;

/** The same text for the same JSON value, whatever the order of its keys; nothing where it is nested too deep. */
export function canonicalJson(value: unknown): string | undefined {
  return isNestedUpTo(deepest, value) ? JSON.stringify(sorted(value)) : undefined;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  // A list of pairs, since an object would put keys that look like numbers first and take `__proto__` for another thing.
  return {
    object: Object.entries(value)
      .sort(byKey)
      .map(([key, inner]) => [key, sorted(inner)]),
  };
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function isNestedUpTo(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isNestedUpTo(levels - 1, inner));
}
