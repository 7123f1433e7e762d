import type { ProviderId } from '../../../../lambda/contracts/ids';
import { stackName } from './sample-stack';

/** One endpoint of the sample app. */
export interface SampleEndpoint {
  readonly provider: ProviderId;
  readonly endpoint: string;
}

/** An endpoint, or the name of an endpoint of iinked Sign. */
export type EndpointOption = string | SampleEndpoint;

/** Resolves an option to an endpoint. */
export function sampleEndpoint(option: EndpointOption): SampleEndpoint {
  return typeof option === 'string' ? { provider: 'iinked-sign', endpoint: option } : option;
}

/** Makes the sample app's context: its endpoints, and the addresses of their providers' APIs. */
export const sampleContext = (
  endpoints: readonly SampleEndpoint[],
  apiUrlOf: (provider: ProviderId) => string,
) => ({
  stackName,
  endpoints: endpoints.map((one) => ({ ...one, apiUrl: apiUrlOf(one.provider) })),
});
