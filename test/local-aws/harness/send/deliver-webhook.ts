import {
  signature,
  type MacAlgorithm,
  type RegisteredEndpoint,
} from '../../../simulators/iinked-sign/signed-delivery';
import type { Webhook } from '../../../simulators/iinked-sign/package-webhooks';
import type { Emulator } from '../emulator/emulator';
import { postDelivery, type DeliveryAnswer } from './post-delivery';

/** The differences to a genuine delivery. */
export interface DeliveryOptions {
  readonly contentType?: string;
  readonly algorithm?: MacAlgorithm;
  /** The address to sign, instead of the registered one. */
  readonly signedFor?: string;
  /** The secret to sign with, instead of the right one. */
  readonly secret?: string;
  /** The body to send, instead of the signed one. */
  readonly sentBody?: string;
}

/** Posts a webhook as iinked Sign does, signed with the registered address. */
export async function deliverWebhook(
  emulator: Pick<Emulator, 'endpoint' | 'ca'>,
  registered: RegisteredEndpoint,
  webhook: Webhook | string,
  options: DeliveryOptions = {},
): Promise<DeliveryAnswer> {
  const body = typeof webhook === 'string' ? webhook : JSON.stringify(webhook);
  const { secret = registered.secret, signedFor = registered.url, algorithm = 'sha256' } = options;
  return postDelivery(emulator, {
    url: registered.url,
    headers: {
      'content-type': options.contentType ?? 'application/json',
      'X-Syngrafii-Signature': signature(signedFor, body, secret, algorithm),
    },
    body: Buffer.from(options.sentBody ?? body),
  });
}
