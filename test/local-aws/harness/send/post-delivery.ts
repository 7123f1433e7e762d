import type { WebhookDelivery } from '../../../simulators/kit/provider-simulator';
import type { Emulator } from '../emulator/emulator';
import { httpsRequest } from './https-request';

/** How a webhook was answered. */
export interface DeliveryAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Posts what a provider sends. It goes to the path under which the emulator serves the API: the address itself is a name
 * that no resolver knows.
 */
export async function postDelivery(
  { endpoint: emulator, ca }: Pick<Emulator, 'endpoint' | 'ca'>,
  { url, headers, body }: WebhookDelivery,
): Promise<DeliveryAnswer> {
  const { hostname, pathname } = new URL(url);
  const local = `${emulator}/_aws/execute-api/${hostname.split('.')[0]}/$default${pathname}`;
  const answer = await httpsRequest(local, { ca, method: 'POST', headers, body });
  return { status: answer.status, body: answer.body.toString() };
}
