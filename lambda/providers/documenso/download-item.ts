import { ProviderApiError } from '../../provider-http/provider-api-error';
import type { Requests } from './requests';

/**
 * Downloads the signed PDF of an envelope's item. Versions from v2.0.0 to v2.0.7 have another address for it. If both are
 * missing, so is the item.
 *
 * Source: apps/remix/server/api/download/download.ts of github.com/documenso/documenso at v2.0.0 to v2.3.2 and v2.17.0,
 * checked 2026-11-27.
 */
export async function downloadItem({ ask }: Requests, id: string, signal: AbortSignal): Promise<Response> {
  try {
    return await ask({ path: `envelope/item/${id}/download?version=signed` }, signal);
  } catch (error) {
    if (!isMissing(error)) throw error;
    try {
      // It sends the signed PDF too: that is its default, and it does not read a query.
      return await ask({ path: `envelopeItem/${id}/download` }, signal);
    } catch (olderError) {
      throw isMissing(olderError) ? error : olderError;
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof ProviderApiError && error.details.status === 404;
}
