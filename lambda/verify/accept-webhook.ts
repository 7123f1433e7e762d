import { isUtf8 } from 'node:buffer';
import type { ProviderId } from '../contracts/ids';
import { verifiedWebhookSchema, type VerifiedWebhook } from '../contracts/verified-webhook';
import type { WebhookRequest } from '../contracts/webhook-request';
import { sha256Hex } from '../kit/hash';
import { strikeOut } from '../proof/strike-out';
import type { GenuineVerdict } from '../proof/verdict';
import type { ReceivedRequest } from '../providers/provider';

/** What the room knows of a delivery besides its request. */
export interface Delivery {
  readonly deliveryId: string;
  readonly provider: ProviderId;
  readonly endpoint: string;
  readonly receivedAt: Date;
  /** The headers that are kept, in lower case. */
  readonly evidenceHeaders: readonly string[];
  /** Secrets of ours that may stand in the request, and are struck out of what is kept. */
  readonly secretsInside: readonly string[];
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
    request: keptRequest(request, delivery),
  });
}

function keptRequest(request: ReceivedRequest, { evidenceHeaders, secretsInside }: Delivery): WebhookRequest {
  const body = strikeOut(request.body, secretsInside);
  let struckOut = body.count;
  const headers: Record<string, string> = {};
  for (const name of evidenceHeaders) {
    const value = request.headers[name];
    if (value === undefined) continue;
    const kept = strikeOut(Buffer.from(value), secretsInside);
    headers[name] = Buffer.from(kept.bytes).toString();
    struckOut += kept.count;
  }
  return {
    headers,
    ...keptBody(body.bytes),
    sha256: sha256Hex(request.body),
    ...(struckOut > 0 ? { struckOut } : {}),
  };
}

/** As text only where the text gives the same bytes back. */
function keptBody(body: Uint8Array): Pick<WebhookRequest, 'body' | 'bodyEncoding'> {
  const bodyEncoding = isUtf8(body) ? 'utf8' : 'base64';
  return { body: Buffer.from(body).toString(bodyEncoding), bodyEncoding };
}
