import { type EsignEndpointOptions } from '../esign-endpoint-options';
import { type PropNames } from './misspelt-props';

/** The options that the endpoints of all providers have. */
export const endpointOptions: PropNames<EsignEndpointOptions> = { endpoint: true, archive: true };
