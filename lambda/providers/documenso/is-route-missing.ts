import { ProviderApiError } from '../../provider-http/provider-api-error';

/** Whether an error says that the instance may not have the route. It answers 404 or 405, or with the HTML page of its app. */
export function isRouteMissing(error: unknown): error is ProviderApiError {
  if (!(error instanceof ProviderApiError)) return false;
  const { reason, details } = error;
  return details.status === 404 || details.status === 405 || reason === 'not-json';
}
