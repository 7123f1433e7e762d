import { ProviderApiError } from './provider-api-error';
import { hasCredentials, isSafeUrl, providerRequest, type ProviderRequestOptions } from './provider-request';

/**
 * Downloads from an address in a provider's answer. The address is untrusted and may be a bearer link. So it must be https
 * (plain http within this machine only) at a host that `mayRedirectTo` allows, gets no credentials and appears in no error.
 *
 * @throws ProviderApiError with `address-refused`, or any error of `providerRequest`
 */
export async function namedDownload(
  options: ProviderRequestOptions,
  address: string,
  signal: AbortSignal,
): Promise<Response> {
  const url = URL.parse(address);
  if (!url || !isSafeUrl(url) || hasCredentials(url) || !options.mayRedirectTo(url)) {
    throw new ProviderApiError('address-refused');
  }
  try {
    return await providerRequest(options, { url, headers: {}, signal });
  } catch (error) {
    if (!(error instanceof ProviderApiError) || error.reason !== 'unauthorized') throw error;
    // We sent no API key. An expired link says nothing about our key.
    throw new ProviderApiError('unexpected-answer', error.details, { cause: error });
  }
}
