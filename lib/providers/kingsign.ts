import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type ProviderArchive, type ProviderEndpoint } from '../internal/provider-endpoint';
import {
  downloadHostRules,
  endpointNameRule,
  isSafeUrl,
  requireAll,
  type Rule,
} from '../internal/prop-rules';

/** One Kingsign endpoint. */
export interface KingsignProps {
  /**
   * Where your Kingsign instance is, without the `/api` at the end: `https://sign.example.com`.
   *
   * Kingsign names no address that is everybody's. `https`, or `http` on a loopback address.
   */
  readonly apiUrl: string;

  /**
   * Holds an API key (`sk_live_…`) of the workspace whose webhooks come here: its whole value is the key, as plain text,
   * not as JSON.
   *
   * @default - a secret without a value; the stack's outputs name it and say what to put in
   */
  readonly apiKey?: secretsmanager.ISecret;

  /**
   * Holds the end of the address that is registered at Kingsign, which is all that tells its webhooks from forged ones:
   * 16 to 512 characters that may stand in an address.
   *
   * @default - a secret with a value of 262 random bits, made by Secrets Manager
   */
  readonly addressToken?: secretsmanager.ISecret;

  /**
   * Name of the endpoint: part of its address, of its keys in the archive, and on every event.
   *
   * Lower-case letters, digits and dashes, 40 at most.
   *
   * @default 'kingsign'
   */
  readonly endpoint?: string;

  /**
   * Fetch and keep the original, the field values and the field geometry of completed documents. Without it there is no
   * `envelope.archived`, and no API key is needed.
   *
   * @default true
   */
  readonly archive?: boolean;

  /**
   * Hosts that the address of a download may name besides the instance's own: where its S3-compatible storage is.
   * Credentials are never sent there.
   *
   * @default - Amazon S3
   */
  readonly downloadHosts?: string[];
}

/** What a Kingsign endpoint needs deployed. Throws, saying what to do, when props cannot work. */
export function kingsignEndpoint(props: KingsignProps): ProviderEndpoint {
  const { endpoint = 'kingsign', addressToken, archive = true } = props;
  requireAll(`EsignProvider.kingsign "${endpoint}"`, rules({ ...props, endpoint, archive }));
  return {
    provider: 'kingsign',
    name: endpoint,
    webhookSecret: {
      use: 'in-address',
      existing: addressToken,
      holds: 'End of the address that is registered at Kingsign',
    },
    verifierOptions: () => ({}),
    archive: archive ? archiveOf(props) : undefined,
  };
}

function archiveOf({ apiKey, apiUrl, downloadHosts }: KingsignProps): ProviderArchive {
  return {
    apiKey: {
      existing: apiKey,
      holds: 'A Kingsign API key (sk_live_...) of the workspace of this endpoint',
    },
    api: { apiUrl: apiUrl.replace(/\/+$/, ''), downloadHosts },
  };
}

function rules(props: KingsignProps & { endpoint: string; archive: boolean }): Rule[] {
  const { endpoint, apiUrl, downloadHosts, apiKey, archive } = props;
  return [
    endpointNameRule(endpoint),
    [
      isSafeUrl(apiUrl),
      `apiUrl is "${apiUrl}": give the https address of your Kingsign instance, without the /api at its end`,
    ],
    ...downloadHostRules(downloadHosts),
    [
      archive || !(apiKey ?? downloadHosts),
      'archive is false, so apiKey and downloadHosts are of no use: leave them out, or archive out',
    ],
  ];
}
