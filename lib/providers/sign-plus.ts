import { endpointNameRule } from '../private/endpoint-rules';
import { type ProviderEndpoint } from '../private/provider-endpoint';
import { requireAll } from '../private/require-all';

/** One Sign.Plus endpoint. */
export interface SignPlusProps {
  /**
   * Name of the endpoint: part of its address, of the archive's keys and of every event.
   *
   * @default 'sign-plus'
   */
  readonly endpoint?: string;
}

/** What a Sign.Plus endpoint needs deployed. Throws, saying what to do, when props cannot work. */
export function signPlusEndpoint(props: SignPlusProps): ProviderEndpoint {
  const { endpoint = 'sign-plus' } = props;
  requireAll(`EsignProvider.signPlus "${endpoint}"`, [endpointNameRule(endpoint)]);
  return {
    provider: 'sign-plus',
    name: endpoint,
    webhookSecret: { use: 'in-address', holds: 'End of the address that is registered at Sign.Plus' },
    verifierOptions: () => ({}),
  };
}
