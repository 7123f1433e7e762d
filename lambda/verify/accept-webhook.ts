import { isUtf8 } from 'node:buffer';
import type { ProviderId } from '../contracts/ids';
import { verifiedWebhookSchema, type VerifiedWebhook } from '../contracts/verified-webhook';
import type { WebhookRequest } from '../contracts/webhook-request';
import { defined } from '../kit/defined';
import { sha256Hex } from '../kit/hash';
import { strikeOut } from '../proof/strike-out';
import type { GenuineVerdict } from '../proof/verdict';
import type { ReceivedRequest } from '../providers/provider';

/** A delivery, without its request. */
export interface Delivery {
  readonly deliveryId: string;
  readonly provider: ProviderId;
  readonly endpoint: string;
  readonly receivedAt: Date;
  /**
   * Whether the request has the mark of a test webhook.
   *
   * @default false
   */
  readonly isTest?: boolean;
  /** The headers to store as evidence, in lower case. */
  readonly evidenceHeaders: readonly string[];
  /** Our secrets that the request may contain. They are struck out before it is stored. */
  readonly secretsInside: readonly string[];
}

/** Makes a `VerifiedWebhook`, which may be stored. Only this function makes one, and only from a genuine verdict. */
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
    ...(delivery.isTest && { test: true }),
    request: requestEvidence(request, delivery),
  });
}

function requestEvidence(
  request: ReceivedRequest,
  { evidenceHeaders, secretsInside }: Delivery,
): WebhookRequest {
  const body = strikeOut(request.body, secretsInside);
  let struckOut = body.count;
  const headers: Record<string, string> = {};
  for (const name of evidenceHeaders) {
    const value = request.headers[name];
    if (value === undefined) continue;
    const evidence = strikeOut(Buffer.from(value), secretsInside);
    headers[name] = Buffer.from(evidence.bytes).toString();
    struckOut += evidence.count;
  }
  return defined({
    headers,
    ...encodeBody(body.bytes),
    sha256: sha256Hex(request.body),
    struckOut: struckOut || undefined,
  });
}

/** Text is used only if it encodes to the same bytes again. */
function encodeBody(body: Uint8Array): Pick<WebhookRequest, 'body' | 'bodyEncoding'> {
  const bodyEncoding = isUtf8(body) ? 'utf8' : 'base64';
  return { body: Buffer.from(body).toString(bodyEncoding), bodyEncoding };
}
