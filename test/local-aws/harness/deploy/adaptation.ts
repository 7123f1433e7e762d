/**
 * One difference between a stack in the emulator and on AWS:
 *
 * - `removed`: a resource, or a part of one, that the emulator refuses or gets wrong;
 * - `patched`: a value that means something else there;
 * - `restored`: a property that the emulator silently drops, set again through the service's API;
 * - `ineffective`: a part that the emulator accepts but ignores, so that no test here proves it.
 */
export interface Adaptation {
  readonly kind: 'removed' | 'patched' | 'restored' | 'ineffective';
  /** The resource's path in the construct tree. */
  readonly path: string;
  /** The resource's type, with the property if it is about one. */
  readonly what: string;
  readonly why: string;
}

/** Renders adaptations as lines: one for each kind and subject, with count and reason. */
export function summarizeAdaptations(adaptations: readonly Adaptation[]): readonly string[] {
  const groups = new Map<string, Adaptation[]>();
  for (const one of adaptations) {
    const key = `${one.kind} ${one.what}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].map(
    ([key, group]) => `${key}${group.length > 1 ? ` × ${group.length}` : ''}: ${group[0]?.why}`,
  );
}
