import type { WebhookDelivery } from '../../../simulators/kit/provider-simulator';
import type { Emulator } from '../emulator/emulator';
import { httpsRequest } from './https-request';

/** The answer to a webhook. */
export interface DeliveryAnswer {
  readonly status: number;
  readonly body: string;
}

/** Posts a provider's request to where the emulator serves the API. The address itself cannot be resolved. */
export async function postDelivery(
  { endpoint: emulator, ca }: Pick<Emulator, 'endpoint' | 'ca'>,
  { url, headers, body }: WebhookDelivery,
): Promise<DeliveryAnswer> {
  const { hostname, pathname } = new URL(url);
  const request = { ca, method: 'POST', headers, body };
  const answer = hostname.includes('.execute-api.')
    ? await httpsRequest(
        `${emulator}/_aws/execute-api/${hostname.split('.')[0]}/$default${pathname}`,
        request,
      )
    : // The emulator finds a domain name by the header.
      await httpsRequest(`${emulator}${pathname}`, {
        ...request,
        headers: { ...headers, host: hostname },
        servername: '',
      });
  return { status: answer.status, body: answer.body.toString() };
}
