import type { KeyHeaders } from '../support/rest-requests';

/** The header with the API key. */
export const keyHeaders: KeyHeaders = (apiKey) => ({ api_key: apiKey });
