/**
 * Whether a rule matches the events of test webhooks: those of the command `trigger`, and of Documenso's Test button. Such an
 * event has `"test": true`: nobody signed anything. A rule without this option never matches one.
 */
export enum TestEvents {
  /** The events of test webhooks match as genuine events do. */
  INCLUDE = 'include',
  /** Only the events of test webhooks match. */
  ONLY = 'only',
}
