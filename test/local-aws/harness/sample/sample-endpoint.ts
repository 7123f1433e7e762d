import type { ProviderId } from '../../../../lambda/contracts/ids';
import { stackName } from './sample-stack';

/** One endpoint of the sample app. */
export interface SampleEndpoint {
  readonly provider: ProviderId;
  readonly endpoint: string;
}

/** An endpoint, or the name of one of iinked Sign. */
export type EndpointOption = string | SampleEndpoint;

/** The endpoint that is meant. */
export function sampleEndpoint(option: EndpointOption): SampleEndpoint {
  return typeof option === 'string' ? { provider: 'iinked-sign', endpoint: option } : option;
}

/** What the sample app is told: which endpoints it has, and where their providers' APIs are. */
export const sampleContext = (
  endpoints: readonly SampleEndpoint[],
  apiUrlOf: (provider: ProviderId) => string,
) => ({
  stackName,
  endpoints: endpoints.map((one) => ({ ...one, apiUrl: apiUrlOf(one.provider) })),
});
