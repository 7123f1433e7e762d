import { isUtf8 } from 'node:buffer';
import type { ProviderId } from '../contracts/provider-id';
import { verifiedWebhookSchema, type VerifiedWebhook } from '../contracts/verified-webhook';
import type { WebhookRequest } from '../contracts/webhook-request';
import { sha256Hex } from '../kit/sha256-hex';
import type { GenuineVerdict } from '../kit/verdict';
import type { ReceivedRequest } from '../providers/provider';

/** What the room knows of a delivery besides its request. */
export interface Delivery {
  readonly deliveryId: string;
  readonly provider: ProviderId;
  readonly endpoint: string;
  readonly receivedAt: Date;
  /** The headers that are kept, in lower case. */
  readonly evidenceHeaders: readonly string[];
}

/** Makes the message that may be stored: the only place that does, and only from a request found genuine. */
export function acceptWebhook(
  verdict: GenuineVerdict,
  request: ReceivedRequest,
  delivery: Delivery,
): VerifiedWebhook {
  return verifiedWebhookSchema.parse({
    version: 1,
    deliveryId: delivery.deliveryId,
    provider: delivery.provider,
    endpoint: delivery.endpoint,
    authenticity: verdict.authenticity,
    receivedAt: delivery.receivedAt.toISOString(),
    request: {
      headers: keptHeaders(request, delivery.evidenceHeaders),
      ...keptBody(request.body),
      sha256: sha256Hex(request.body),
    },
  });
}

function keptHeaders(request: ReceivedRequest, names: readonly string[]): WebhookRequest['headers'] {
  const kept: Record<string, string> = {};
  for (const name of names) {
    const value = request.headers[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

/** As text only where the text gives the same bytes back. */
function keptBody(body: Uint8Array): Pick<WebhookRequest, 'body' | 'bodyEncoding'> {
  const bodyEncoding = isUtf8(body) ? 'utf8' : 'base64';
  return { body: Buffer.from(body).toString(bodyEncoding), bodyEncoding };
}
