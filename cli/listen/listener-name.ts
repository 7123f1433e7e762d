/**
 * The name of a rule and of its queue, both of one `listen`: the stack's prefix, the time in seconds, and eight random digits.
 * A rule's name has at most 64 characters, a queue's 80. The construct makes the prefix short enough.
 */
const suffix = /^(\d{10})-[0-9a-f]{8}$/;

/**
 * Makes the name of a new listener.
 *
 * @param createdAt milliseconds since the epoch
 * @param random hexadecimal digits, eight at least
 */
export function listenerName(prefix: string, createdAt: number, random: string): string {
  const seconds = String(Math.floor(createdAt / 1_000)).padStart(10, '0');
  return `${prefix}${seconds}-${random.slice(0, 8)}`;
}

/**
 * Returns when the listener of this name was made, in milliseconds since the epoch. `undefined` if no `listen` of this stack made
 * that name: the prefix of another stack may begin with this one.
 */
export function listenerCreatedAt(prefix: string, name: string): number | undefined {
  if (!name.startsWith(prefix)) return undefined;
  const [, seconds] = suffix.exec(name.slice(prefix.length)) ?? [];
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}
