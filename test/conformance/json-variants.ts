/** The same JSON with the keys of each object in reverse order: the order of keys means nothing. */
export function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  );
}

/** The same JSON with an undocumented field in every object of it. */
export function withUnknownFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknownFields);
  if (typeof value !== 'object' || value === null) return value;
  const inside = Object.entries(value).map(([key, inner]) => [key, withUnknownFields(inner)]);
  return { ...Object.fromEntries(inside), fieldOfTheNextVersion: { nested: [1, 'two', null] } };
}

/** The same JSON with one value, the `at`-th of all, replaced by another. */
export function withValueReplaced(value: unknown, at: number, by: unknown): unknown {
  let left = at % countValues(value);
  const replace = (one: unknown): unknown => {
    if (left-- === 0) return by;
    if (Array.isArray(one)) return one.map(replace);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, replace(inner)]));
  };
  return replace(value);
}

function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, inner) => sum + countValues(inner), 1);
}

/** All values of a JSON that are neither lists nor objects. */
export function leaves(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  return Object.values(value).flatMap(leaves);
}

/** A JSON object as the bytes of a body. */
export const bodyOf = (json: unknown): Buffer => Buffer.from(JSON.stringify(json));
