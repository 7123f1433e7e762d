import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ArchivedFileRole } from '../archived-file-role';
import { Authenticity } from '../authenticity';
import { type EsignEndpointOptions } from '../esign-endpoint-options';
import { makeProviderEndpoint } from '../internal/make-provider-endpoint';
import { isSafeUrl } from '../internal/prop-rules';
import { type ProviderEndpoint } from '../internal/provider-endpoint';
import { message } from '../internal/message';

/** The props of a Kingsign endpoint. */
export interface KingsignProps extends EsignEndpointOptions {
  /**
   * The address of your Kingsign instance, without the `/api` at the end: `https://sign.example.com`.
   *
   * Kingsign documents no common address. `https`, or `http` on a loopback address.
   */
  readonly apiUrl: string;

  /**
   * The API key (`sk_live_…`) of the workspace whose webhooks come here: the whole value is the key, as plain text, not
   * as JSON.
   *
   * If it has a KMS key of its own, import it by `Secret.fromSecretAttributes` with its `encryptionKey`: the functions need
   * the key too.
   *
   * @default - a secret without a value; the stack's outputs name it and say what to put into it
   */
  readonly apiKey?: secretsmanager.ISecret;

  /**
   * The token at the end of the address that is registered at Kingsign. It is the only proof of a webhook. It has 16 to 512
   * characters, all of them allowed in an address.
   *
   * If it has a KMS key of its own, import it by `Secret.fromSecretAttributes` with its `encryptionKey`: the functions need
   * the key too.
   *
   * @default - a secret with a value of 262 random bits, made by Secrets Manager
   */
  readonly addressToken?: secretsmanager.ISecret;

  /**
   * The hosts for downloads, in addition to the instance's own: the hosts of its S3-compatible storage. Credentials are
   * never sent there.
   *
   * @default - Amazon S3
   */
  readonly downloadHosts?: string[];
}

/** Describes the resources of a Kingsign endpoint. Throws an error that names each wrong prop and what to do. */
export function kingsignEndpoint(props: KingsignProps): ProviderEndpoint {
  const { addressToken, apiKey, apiUrl, downloadHosts } = props;
  return makeProviderEndpoint(props, {
    provider: 'kingsign',
    method: 'kingsign',
    optionNames: { apiUrl: true, apiKey: true, addressToken: true, downloadHosts: true },
    authenticities: [Authenticity.URL_TOKEN],
    roles: [
      ArchivedFileRole.RENDERED,
      ArchivedFileRole.ORIGINAL,
      ArchivedFileRole.FIELD_VALUES,
      ArchivedFileRole.FIELD_GEOMETRY,
      ArchivedFileRole.PORTFOLIO_DOCUMENT,
    ],
    webhookSecret: {
      use: 'in-address',
      existing: addressToken,
      holds: 'End of the address that is registered at Kingsign',
    },
    apiKey: {
      existing: apiKey,
      holds: 'A Kingsign API key (sk_live_...) of the workspace of this endpoint',
    },
    apiUrl,
    downloadHosts,
    cutsRecentList: false,
    rules: [
      [
        isSafeUrl(apiUrl) && !/\/api\/*$/i.test(apiUrl),
        message`apiUrl is "${apiUrl}": give the https address of your Kingsign instance, without the /api at its end`,
      ],
    ],
    onlyForArchive: { apiKey, downloadHosts },
  });
}
