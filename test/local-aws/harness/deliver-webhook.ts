import {
  signature,
  type MacAlgorithm,
  type RegisteredEndpoint,
} from '../../simulators/iinked-sign/signed-delivery';
import type { Webhook } from '../../simulators/iinked-sign/package-webhooks';
import type { Emulator } from './emulator';
import { httpsRequest } from './https-request';

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

/** How a webhook was answered. */
export interface DeliveryAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Posts a webhook as iinked Sign does, signed for the registered address. It goes to the path under which the emulator
 * serves the API: the address itself is a name that no resolver knows.
 */
export async function deliverWebhook(
  { endpoint: emulator, ca }: Pick<Emulator, 'endpoint' | 'ca'>,
  registered: RegisteredEndpoint,
  webhook: Webhook | string,
  options: DeliveryOptions = {},
): Promise<DeliveryAnswer> {
  const body = typeof webhook === 'string' ? webhook : JSON.stringify(webhook);
  const { secret = registered.secret, signedFor = registered.url, algorithm = 'sha256' } = options;
  const answer = await httpsRequest(localAddress(emulator, registered.url), {
    ca,
    method: 'POST',
    headers: {
      'content-type': options.contentType ?? 'application/json',
      'X-Syngrafii-Signature': signature(signedFor, body, secret, algorithm),
    },
    body: options.sentBody ?? body,
  });
  return { status: answer.status, body: answer.body.toString() };
}

function localAddress(emulator: string, url: string): string {
  const { hostname, pathname } = new URL(url);
  return `${emulator}/_aws/execute-api/${hostname.split('.')[0]}/$default${pathname}`;
}
