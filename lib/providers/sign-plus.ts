import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ArchivedFileRole } from '../archived-file-role';
import { Authenticity } from '../authenticity';
import { type EsignEndpointOptions } from '../esign-endpoint-options';
import { makeProviderEndpoint } from '../internal/make-provider-endpoint';
import { isSafeUrl } from '../internal/prop-rules';
import { type ProviderEndpoint } from '../internal/provider-endpoint';
import { message } from '../internal/message';

/**
 * The address of Sign.Plus's API. It has one region, and sandbox envelopes are on the same host.
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

/** The props of a Sign.Plus endpoint. */
export interface SignPlusProps extends EsignEndpointOptions {
  /**
   * The API token of an account that may read the envelopes whose webhooks come here: the whole value is the token, as
   * plain text, not as JSON.
   *
   * If it has a KMS key of its own, import it by `Secret.fromSecretAttributes` with its `encryptionKey`: the functions need
   * the key too.
   *
   * @default - a secret without a value; the stack's outputs name it and say what to put into it
   */
  readonly apiToken?: secretsmanager.ISecret;

  /**
   * The API. `https`, or `http` on a loopback address.
   *
   * @default SignPlusApi.PRODUCTION
   */
  readonly apiUrl?: string;

  /**
   * The token at the end of the endpoint's address. It is the only proof of a webhook. The whole value is the token, as
   * plain text: 43 or more random letters and digits. A token of fewer than 16 or more than 512 characters counts as not set.
   *
   * If it has a KMS key of its own, import it by `Secret.fromSecretAttributes` with its `encryptionKey`: the functions need
   * the key too.
   *
   * @default - a secret with 44 random letters and digits
   */
  readonly addressToken?: secretsmanager.ISecret;

  /**
   * The other hosts that a download may be redirected to. Credentials are never sent there.
   *
   * @default - no other hosts: only the API's own
   */
  readonly downloadHosts?: string[];
}

/** Describes the resources of a Sign.Plus endpoint. Throws an error that names each wrong prop and what to do. */
export function signPlusEndpoint(props: SignPlusProps): ProviderEndpoint {
  const { addressToken, apiToken, apiUrl, downloadHosts } = props;
  return makeProviderEndpoint(props, {
    provider: 'sign-plus',
    method: 'signPlus',
    optionNames: { apiToken: true, apiUrl: true, addressToken: true, downloadHosts: true },
    authenticities: [Authenticity.URL_TOKEN],
    roles: [
      ArchivedFileRole.EXECUTED,
      ArchivedFileRole.EXECUTED_WITH_CERTIFICATE,
      ArchivedFileRole.CERTIFICATE,
      ArchivedFileRole.PORTFOLIO_DOCUMENT,
    ],
    webhookSecret: {
      use: 'in-address',
      existing: addressToken,
      holds: 'End of the address that is registered at Sign.Plus',
    },
    apiKey: {
      existing: apiToken,
      holds: 'A Sign.Plus API token that may read the envelopes of this endpoint',
    },
    apiUrl: apiUrl ?? SignPlusApi.PRODUCTION,
    downloadHosts,
    cutsRecentList: true,
    rules: [
      [
        apiUrl === undefined || isSafeUrl(apiUrl),
        message`apiUrl is "${String(apiUrl)}": give the https address of the API, or leave it out`,
      ],
    ],
    onlyForArchive: { apiToken, apiUrl, downloadHosts },
  });
}
