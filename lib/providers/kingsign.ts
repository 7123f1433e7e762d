import { endpointNameRule } from '../private/endpoint-rules';
import { type ProviderEndpoint } from '../private/provider-endpoint';
import { requireAll } from '../private/require-all';

/** One Kingsign endpoint. */
export interface KingsignProps {
  /**
   * Name of the endpoint: part of its address, of the archive's keys and of every event.
   *
   * @default 'kingsign'
   */
  readonly endpoint?: string;
}

/** What a Kingsign endpoint needs deployed. Throws, saying what to do, when props cannot work. */
export function kingsignEndpoint(props: KingsignProps): ProviderEndpoint {
  const { endpoint = 'kingsign' } = props;
  requireAll(`EsignProvider.kingsign "${endpoint}"`, [endpointNameRule(endpoint)]);
  return {
    provider: 'kingsign',
    name: endpoint,
    webhookSecret: { use: 'in-address', holds: 'End of the address that is registered at Kingsign' },
    verifierOptions: () => ({}),
  };
}
