import { createHmac } from 'node:crypto';
import type { Webhook } from './package-webhooks';

/** An address registered for webhooks. */
export interface RegisteredEndpoint {
  readonly eventEndpointId: string;
  readonly name: string;
  readonly url: string;
  readonly secret: string;
}

/** The provider documents SHA-256; the example on its page has SHA-1's length. */
export type MacAlgorithm = 'sha256' | 'sha1';

export interface DeliveryOptions {
  /** The address of the request, if it is not the registered one. The MAC still covers the registered one. */
  readonly to?: string;
  /** SHA-256 by default. */
  readonly algorithm?: MacAlgorithm;
  /** Another secret than the registered one. */
  readonly forged?: boolean;
}

/** The answer to a delivery. */
export interface DeliveryAnswer {
  readonly status: number;
  readonly body: string;
}

/** Posts a webhook as the provider does, with a signature over the registered address and the exact body. Ends after 30 s. */
export async function signedDelivery(
  endpoint: RegisteredEndpoint,
  webhook: Webhook | string,
  { to = endpoint.url, algorithm = 'sha256', forged = false }: DeliveryOptions = {},
): Promise<DeliveryAnswer> {
  const body = typeof webhook === 'string' ? webhook : JSON.stringify(webhook);
  const secret = forged ? `not-${endpoint.secret}` : endpoint.secret;
  const answer = await fetch(to, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'X-Syngrafii-Signature': signature(endpoint.url, body, secret, algorithm),
    },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(30_000),
  });
  return { status: answer.status, body: await answer.text() };
}

/** Source: Setup webhooks guide v4, checked 2026-11-21. */
export function signature(url: string, body: string, secret: string, algorithm: MacAlgorithm): string {
  return createHmac(algorithm, Buffer.from(secret, 'utf8'))
    .update(url + body, 'utf8')
    .digest('base64');
}
