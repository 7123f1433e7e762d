import type { ReceivedMessage } from '../../../lambda/aws/process-batch';
import { verifiedWebhookSchema, type VerifiedWebhook } from '../../../lambda/contracts/verified-webhook';
import { sha256Hex } from '../../../lambda/kit/hash';

export const deliveries = [
  '11111111-1111-4111-8111-111111111111',
  '22222222-2222-4222-8222-222222222222',
  '33333333-3333-4333-8333-333333333333',
] as const;

/** A webhook as a verifier stores it. */
export function verifiedWebhook(body: Buffer, deliveryId: string = deliveries[0]): VerifiedWebhook {
  return verifiedWebhookSchema.parse({
    version: 1,
    deliveryId,
    provider: 'iinked-sign',
    endpoint: 'iinked-sign',
    authenticity: 'hmac-sha256',
    receivedAt: '2026-11-21T10:00:00.000Z',
    request: {
      headers: { 'content-type': 'application/json', 'x-syngrafii-signature': 'canary-signature' },
      body: body.toString('utf8'),
      bodyEncoding: 'utf8',
      sha256: sha256Hex(body),
    },
  });
}

/** A message with that text, by default of a sender that is no verifier of ours. */
export const sent = (text: string, ...senderIds: readonly string[]): ReceivedMessage => ({
  text,
  senderIds,
  receiveCount: 1,
});
