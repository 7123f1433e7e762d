import type { ProviderId } from '../contracts/ids';
import type { SigningEventType } from '../contracts/signing-event';
import { testEnvelopeId } from '../contracts/test-envelope';
import { makeTestMark, testMarkHeader } from '../proof/test-mark';
import { sampleWebhooks } from './sample-webhooks';
import type { SampleProof, WebhookEventType } from './support/sample-webhooks';

/** The webhook that causes an event of the archiver. */
const archiverEvents: Readonly<Partial<Record<SigningEventType, WebhookEventType>>> = {
  'envelope.archived': 'envelope.completed',
  'envelope.archive-failed': 'envelope.completed',
};

/** A test webhook to make. */
export interface TestWebhookOrder extends SampleProof {
  readonly provider: ProviderId;
  /** The name of the endpoint. */
  readonly endpoint: string;
  /** The event that it shall cause. */
  readonly type: SigningEventType;
  readonly now: Date;
  /** Returns a new UUID. */
  readonly newId: () => string;
}

/** A POST request to the endpoint's address. Its headers hold the proof: never print them. */
export interface TestWebhook {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The id of the test envelope. */
  readonly envelopeId: string;
}

/** Returns the types of events that a test webhook of the provider can cause. */
export function triggerableTypes(provider: ProviderId): readonly SigningEventType[] {
  const own = Object.keys(sampleWebhooks[provider].bodies) as WebhookEventType[];
  return [...own, ...(Object.keys(archiverEvents) as SigningEventType[])];
}

/**
 * Makes a test webhook: in the form in which the provider sends it, with the proof of the endpoint's own secret, and marked as a
 * test. Returns `undefined` if the provider sends no webhook that causes such an event.
 */
export function makeTestWebhook(order: TestWebhookOrder): TestWebhook | undefined {
  const { provider, endpoint, address, secret, type, now, newId } = order;
  const { bodies, headers } = sampleWebhooks[provider];
  const make = bodies[archiverEvents[type] ?? (type as WebhookEventType)];
  if (!make) return undefined;
  const archiving = type === 'envelope.archive-failed' ? 'fails' : 'works';
  const envelopeId = testEnvelopeId(newId().replaceAll('-', ''), archiving);
  const body = Buffer.from(JSON.stringify(make({ envelopeId, address, now, newId })));
  const mark = makeTestMark({ secret, endpoint, body, now: now.getTime() });
  const proof = headers(body, order);
  return { url: address, headers: { ...proof, [testMarkHeader]: mark }, body, envelopeId };
}
