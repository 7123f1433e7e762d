import type { KeyHeaders } from '../support/rest-requests';

/** The header with the API token. */
export const keyHeaders: KeyHeaders = (apiToken) => ({ authorization: `Bearer ${apiToken}` });
