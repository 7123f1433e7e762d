import { isNestedUpTo } from './json';

/** Nothing is known to be nested deeper. */
const maxDepth = 64;

/** Returns the same text for the same JSON value, in whatever order its keys are; `undefined` if it is nested too deep. */
export function canonicalJson(value: unknown): string | undefined {
  return isNestedUpTo(maxDepth, value) ? JSON.stringify(sorted(value)) : undefined;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  // A list of pairs: an object would put keys that look like numbers first, and give `__proto__` another meaning.
  return {
    object: Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(byKey)
      .map(([key, inner]) => [key, sorted(inner)]),
  };
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
