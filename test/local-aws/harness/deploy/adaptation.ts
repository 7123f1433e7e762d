/**
 * One way in which a stack in the emulator is not as on AWS:
 *
 * - `removed`: a resource, or a part of one, that the emulator refuses or gets wrong;
 * - `patched`: a value that means something else there;
 * - `restored`: a property that it drops in silence, set again through the service's API;
 * - `ineffective`: what it takes and does nothing with, so that no test here proves it.
 */
export interface Adaptation {
  readonly kind: 'removed' | 'patched' | 'restored' | 'ineffective';
  /** The resource's path in the construct tree. */
  readonly path: string;
  /** The resource's type, and the property where it is about one. */
  readonly what: string;
  readonly why: string;
}

/** The adaptations as lines to print: one for each kind of thing, with how many there are and why. */
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
