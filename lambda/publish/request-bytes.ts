import type { WebhookRequest } from '../contracts/webhook-request';

/** The bytes of a request's body, as they travelled. */
export function requestBytes(request: WebhookRequest): Uint8Array {
  return Buffer.from(request.body, request.bodyEncoding);
}
