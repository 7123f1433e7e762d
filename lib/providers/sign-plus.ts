import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type ProviderArchive, type ProviderEndpoint } from '../internal/provider-endpoint';
import {
  downloadHostRules,
  endpointNameRule,
  isSafeUrl,
  requireAll,
  type Rule,
} from '../internal/prop-rules';

/**
 * Where Sign.Plus's API is. It has one region; sandbox envelopes are on the same host.
 *
 * Source: Sign.Plus API reference, "Create a webhook", checked 2026-11-21.
 *
 * @see https://apidoc.sign.plus/api-reference/endpoints/signplus/create-webhook
 */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- jsii knows no constants outside of classes
export class SignPlusApi {
  /** Production, and the sandbox. */
  public static readonly PRODUCTION = 'https://restapi.sign.plus/v2';

  // eslint-disable-next-line @typescript-eslint/no-empty-function -- nothing to construct
  private constructor() {}
}

/** One Sign.Plus endpoint. */
export interface SignPlusProps {
  /**
   * Holds an API token of an account that may read the envelopes whose webhooks come here: its whole value is the
   * token, as plain text, not as JSON.
   *
   * @default - a secret without a value; the stack's outputs name it and say what to put in
   */
  readonly apiToken?: secretsmanager.ISecret;

  /**
   * The API. `https`, or `http` on a loopback address.
   *
   * @default SignPlusApi.PRODUCTION
   */
  readonly apiUrl?: string;

  /**
   * Name of the endpoint: part of its address, of its keys in the archive, and on every event.
   *
   * Lower-case letters, digits and dashes, 40 at most.
   *
   * @default 'sign-plus'
   */
  readonly endpoint?: string;

  /**
   * Holds the end of the endpoint's address, the only thing that tells a genuine webhook: its whole value is the token,
   * as plain text. Random letters and digits, 43 or more; under 16 characters it counts for nothing.
   *
   * @default - a secret with 44 random letters and digits
   */
  readonly addressToken?: secretsmanager.ISecret;

  /**
   * Fetch and keep the executed PDFs of completed envelopes. Without it there is no `envelope.archived`, and no API
   * token is needed.
   *
   * @default true
   */
  readonly archive?: boolean;

  /**
   * Other hosts that a download may be redirected to; credentials are never sent there.
   *
   * @default - none but the API's own
   */
  readonly downloadHosts?: string[];
}

/** What a Sign.Plus endpoint needs deployed. Throws, saying what to do, when props cannot work. */
export function signPlusEndpoint(props: SignPlusProps): ProviderEndpoint {
  const { endpoint = 'sign-plus', addressToken, archive = true } = props;
  requireAll(`EsignProvider.signPlus "${endpoint}"`, rules({ ...props, endpoint, archive }));
  return {
    provider: 'sign-plus',
    name: endpoint,
    webhookSecret: {
      use: 'in-address',
      existing: addressToken,
      holds: 'End of the address that is registered at Sign.Plus',
    },
    verifierOptions: () => ({}),
    archive: archive ? archiveOf(props) : undefined,
  };
}

function archiveOf({
  apiToken,
  apiUrl = SignPlusApi.PRODUCTION,
  downloadHosts,
}: SignPlusProps): ProviderArchive {
  return {
    apiKey: {
      existing: apiToken,
      holds: 'A Sign.Plus API token that may read the envelopes of this endpoint',
    },
    api: { apiUrl: apiUrl.replace(/\/+$/, ''), downloadHosts },
  };
}

function rules(props: SignPlusProps & { endpoint: string; archive: boolean }): Rule[] {
  const { endpoint, apiToken, apiUrl, downloadHosts, archive } = props;
  return [
    endpointNameRule(endpoint),
    [
      apiUrl === undefined || isSafeUrl(apiUrl),
      `apiUrl is "${String(apiUrl)}": give the https address of the API, or leave it out`,
    ],
    ...downloadHostRules(downloadHosts),
    [
      archive || !(apiToken ?? apiUrl ?? downloadHosts),
      'archive is false, so apiToken, apiUrl and downloadHosts are of no use: leave them out, or archive out',
    ],
  ];
}
