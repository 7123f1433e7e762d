/**
 * One thing that the harness does to a stack because the emulator is not AWS:
 *
 * - `removed`: a resource, or a part of one, that the emulator refuses or gets wrong;
 * - `patched`: a value that means something else there;
 * - `restored`: a property that it drops in silence, set again through the service's API.
 */
export interface Adaptation {
  readonly kind: 'removed' | 'patched' | 'restored';
  /** The resource's path in the construct tree. */
  readonly path: string;
  /** The resource's type, and the property where it is about one. */
  readonly what: string;
  readonly why: string;
}

/** One line of the list that the harness prints and a test pins. */
export function describeAdaptation({ kind, what, path }: Adaptation): string {
  return `${kind} ${what} (${path})`;
}
