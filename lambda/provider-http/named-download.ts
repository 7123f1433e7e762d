import { ProviderApiError } from './provider-api-error';
import { hasCredentials, isSafeUrl, providerRequest, type ProviderRequestOptions } from './provider-request';

/**
 * Downloads from an address that a provider's answer named. It is the provider's word only, and may be a bearer link: it
 * is fetched over https (plain http within this machine only), from hosts that a redirect may lead to, without
 * credentials, and quoted in no error.
 *
 * @throws ProviderApiError `address-refused`, and what `providerRequest` throws
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
    // No key of ours was asked for: a link that has run out says nothing about it.
    throw new ProviderApiError('unexpected-answer', error.details, { cause: error });
  }
}
