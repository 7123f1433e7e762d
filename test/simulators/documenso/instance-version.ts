/**
 * The simulated versions, oldest first. Each is the oldest one of its kind that we have read: `2.0` is v2.0.0, and `1.x` is v1.5
 * to v1.8.
 */
export const instanceVersions = ['1.x', '2.0', '2.3.1', '2.12', '2.17'] as const;

export type InstanceVersion = (typeof instanceVersions)[number];

/** Whether a version is another one, or newer. */
export function isSince(version: InstanceVersion, since: InstanceVersion): boolean {
  return instanceVersions.indexOf(version) >= instanceVersions.indexOf(since);
}
