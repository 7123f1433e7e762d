import { endpointNameRule } from '../private/endpoint-rules';
import { type ProviderEndpoint } from '../private/provider-endpoint';
import { requireAll } from '../private/require-all';

/** One Documenso endpoint. */
export interface DocumensoProps {
  /**
   * Name of the endpoint: part of its address, of the archive's keys and of every event.
   *
   * @default 'documenso'
   */
  readonly endpoint?: string;
}

/** What a Documenso endpoint needs deployed. Throws, saying what to do, when props cannot work. */
export function documensoEndpoint(props: DocumensoProps): ProviderEndpoint {
  const { endpoint = 'documenso' } = props;
  requireAll(`EsignProvider.documenso "${endpoint}"`, [endpointNameRule(endpoint)]);
  return {
    provider: 'documenso',
    name: endpoint,
    webhookSecret: { use: 'given-to-provider', holds: 'Secret of the webhook at Documenso' },

    verifierOptions: () => ({}),
  };
}
