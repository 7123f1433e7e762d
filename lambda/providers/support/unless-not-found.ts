import { ProviderApiError } from '../../provider-http/provider-api-error';

/** Runs the work of a removal. Nothing there is as good as removed. */
export async function unlessNotFound(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ProviderApiError) || error.reason !== 'not-found') throw error;
  }
}
