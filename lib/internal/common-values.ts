/** A matcher of EventBridge's event patterns, such as `{ prefix: 'esign.' }`. */
type Matcher = Readonly<Record<string, unknown>>;

/**
 * Returns the values that two lists of an event pattern both match, or undefined if they cannot be compared. The first list
 * has either one prefix, or plain values and perhaps `{ exists: false }`.
 */
export function commonValues(ours: readonly unknown[], theirs: readonly unknown[]): unknown[] | undefined {
  const [first] = ours;
  if (isMatcher(first) && typeof first.prefix === 'string') return withPrefix(first.prefix, theirs);
  if (ours.some((value) => isMatcher(value) && !isAbsence(value))) return undefined;
  const matches = ours.map((value) => theirs.map((matcher) => matchesValue(matcher, value)));
  if (matches.flat().includes(undefined)) return undefined;
  return ours.filter((_, index) => matches[index]?.includes(true));
}

function withPrefix(prefix: string, theirs: readonly unknown[]): unknown[] | undefined {
  const narrowed = theirs.map((matcher): unknown => {
    if (typeof matcher === 'string') return matcher.startsWith(prefix) ? matcher : nothing;
    if (!isMatcher(matcher) || typeof matcher.prefix !== 'string') return undefined;
    if (matcher.prefix.startsWith(prefix)) return matcher;
    return prefix.startsWith(matcher.prefix) ? { prefix } : nothing;
  });
  if (narrowed.includes(undefined)) return undefined;
  return narrowed.filter((value) => value !== nothing);
}

/** Stands for a matcher that has nothing in common with the prefix. */
const nothing = Symbol('nothing');

/** Returns whether a matcher matches a plain value or its absence, or undefined for a matcher that is not known here. */
function matchesValue(matcher: unknown, value: unknown): boolean | undefined {
  if (isAbsence(value)) return isAbsence(matcher);
  if (!isMatcher(matcher)) return matcher === value;
  const [name = '', wanted] = Object.entries(matcher)[0] ?? [];
  return matchers[name]?.(wanted, value);
}

type Matches = (wanted: unknown, value: unknown) => boolean | undefined;

const matchers: Readonly<Record<string, Matches>> = {
  exists: (wanted) => wanted === true,
  prefix: ofTexts((wanted, value) => value.startsWith(wanted)),
  suffix: ofTexts((wanted, value) => value.endsWith(wanted)),
  'anything-but': (wanted, value) => {
    const excluded: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
    return excluded.some(isMatcher) ? undefined : !excluded.includes(value);
  },
};

function ofTexts(matches: (wanted: string, value: string) => boolean): Matches {
  return (wanted, value) =>
    typeof wanted === 'string' && typeof value === 'string' ? matches(wanted, value) : undefined;
}

/** Any other matcher matches only a field that is there. */
const isAbsence = (value: unknown): boolean => isMatcher(value) && value.exists === false;

const isMatcher = (value: unknown): value is Matcher => typeof value === 'object' && value !== null;
