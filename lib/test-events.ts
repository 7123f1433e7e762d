/**
 * Whether a rule matches the events of test webhooks: those of the command `trigger`, and of Documenso's Test button. Such an
 * event has `"test": true`: nobody signed anything. A rule without this option never matches one.
 *
 * @example
 * import * as esign from 'cdk-esign-webhooks';
 *
 * declare const signing: esign.EsignWebhooks;
 *
 * signing.onEnvelopeArchived('TryIt', { test: esign.TestEvents.ONLY });
 * signing.onEnvelopeArchived('FileIt', { test: esign.TestEvents.INCLUDE });
 */
export enum TestEvents {
  /** The events of test webhooks match as genuine events do. */
  INCLUDE = 'include',
  /** Only the events of test webhooks match. */
  ONLY = 'only',
}
