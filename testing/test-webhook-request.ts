import { randomUUID } from 'node:crypto';
import type { SigningEvent } from '../events/index';
import { makeTestWebhook, triggerableTypes } from '../lambda/providers/test-webhook';

/** An endpoint of a deployed stack, and the event that a test webhook shall cause there. */
export interface TestWebhookTarget {
  /** The provider's id. */
  readonly provider: 'iinked-sign' | 'sign-plus' | 'documenso' | 'kingsign';
  /** The name of the endpoint. */
  readonly endpoint: string;
  /** The full address, with its token if it ends with one. The command `addresses` prints it. */
  readonly address: string;
  /** The value of the endpoint's webhook secret. For Sign.Plus and Kingsign it is the token of the address. */
  readonly secret: string;
  /** The event to cause. Completions, and the archiver's two events, have a sample bundle or a failure of their own. */
  readonly type: SigningEvent['type'];
  /**
   * iinked Sign only: the address as it is registered there, which the signature covers.
   *
   * @default address
   */
  readonly registeredUrl?: string;
  /**
   * iinked Sign only: the algorithm of the signature, if the endpoint accepts only one (`signatureAlgorithm`).
   *
   * @default 'sha256'
   */
  readonly signatureAlgorithm?: 'sha256' | 'sha1';
}

/** A request to send within 15 minutes. Its address and headers hold the secret: never log them. */
export interface TestWebhookRequest {
  readonly url: string;
  readonly method: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The id of the test envelope: the events have it in `envelope.id`. */
  readonly envelopeId: string;
}

/**
 * Makes the request that the command `trigger` sends: a webhook in the form of the provider, with its proof, and marked as a
 * test. You can give it to `fetch`. The stack publishes its events with `"test": true`.
 *
 * @throws RangeError if the provider sends no webhook that causes such an event. The message lists those that it sends.
 */
export function testWebhookRequest(target: TestWebhookTarget): TestWebhookRequest {
  const webhook = makeTestWebhook({ ...target, now: new Date(), newId: randomUUID });
  if (!webhook) {
    throw new RangeError(
      `${target.provider} sends no webhook for ${target.type}. It can cause: ${triggerableTypes(target.provider).join(', ')}.`,
    );
  }
  const { url, headers, body, envelopeId } = webhook;
  return { url, method: 'POST', headers, body: body.toString(), envelopeId };
}
