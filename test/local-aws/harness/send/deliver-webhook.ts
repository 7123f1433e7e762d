import {
  signature,
  type MacAlgorithm,
  type RegisteredEndpoint,
} from '../../../simulators/iinked-sign/signed-delivery';
import type { Webhook } from '../../../simulators/iinked-sign/package-webhooks';
import type { Emulator } from '../emulator/emulator';
import { postDelivery, type DeliveryAnswer } from './post-delivery';

/** How a delivery differs from an honest one. */
export interface DeliveryOptions {
  readonly contentType?: string;
  readonly algorithm?: MacAlgorithm;
  /** Signed for this address instead of the registered one. */
  readonly signedFor?: string;
  /** Signed with this secret instead of the right one. */
  readonly secret?: string;
  /** What is sent instead of what was signed. */
  readonly sentBody?: string;
}

/** Posts a webhook as iinked Sign does, signed for the registered address. */
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
