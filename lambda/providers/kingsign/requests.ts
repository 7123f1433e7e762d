/** What the requests to Kingsign's services have in common. */
import type { ProviderRequestOptions } from '../../provider-http/provider-request';
import type { KeyHeaders } from '../support/rest-requests';

/** The headers with the API key. */
export const keyHeaders: KeyHeaders = (apiKey) => ({ accept: 'application/json', 'ks-api-key': apiKey });

/** Returns the address of a service, such as `api`. */
export const serviceUrl = (apiUrl: string, service: string): URL =>
  new URL(`${apiUrl.replace(/\/+$/, '')}/${service}`);

/** No service redirects. */
export const requestOptions = (fetch: ProviderRequestOptions['fetch']): ProviderRequestOptions => ({
  fetch,
  mayRedirectTo: () => false,
});
