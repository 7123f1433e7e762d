import { Token } from 'aws-cdk-lib';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ArchivedFileRole } from '../archived-file-role';
import { Authenticity } from '../authenticity';
import { type EsignEndpointOptions } from '../esign-endpoint-options';
import { makeProviderEndpoint } from '../internal/make-provider-endpoint';
import { isSafeUrl } from '../internal/prop-rules';
import { type ProviderEndpoint } from '../internal/provider-endpoint';
import { message } from '../internal/message';

/**
 * The addresses of Documenso's API. An instance of your own has `https://<host>/api/v2`.
 *
 * Source: Documenso docs, API authentication, v2.17.0, checked 2026-11-21.
 */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- jsii knows no constants outside of classes
export class DocumensoApi {
  /** Documenso's cloud. */
  public static readonly CLOUD = 'https://app.documenso.com/api/v2';
  /** The cloud's staging. */
  public static readonly STAGING = 'https://stg-app.documenso.com/api/v2';

  // eslint-disable-next-line @typescript-eslint/no-empty-function -- nothing to construct
  private constructor() {}
}

/** The props of a Documenso endpoint. */
export interface DocumensoProps extends EsignEndpointOptions {
  /**
   * The API of the team's instance: one of `DocumensoApi`, or `https://<host>/api/v2`. Give this address also if the
   * instance has only an older API. If the instance is in a private network, set `vpc` of the construct.
   *
   * `https`, or `http` on a loopback address.
   *
   * @default DocumensoApi.CLOUD
   */
  readonly apiUrl?: string;

  /**
   * The secret to paste into the webhook's form at Documenso: 16 to 512 characters, as plain text, not as JSON.
   *
   * If it has a KMS key of its own, import it by `Secret.fromSecretAttributes` with its `encryptionKey`: the functions need
   * the key too.
   *
   * @default - a secret whose value is made by Secrets Manager; `npx --no-install cdk-esign-webhooks addresses` prints it
   * @example
   * import * as kms from 'aws-cdk-lib/aws-kms';
   * import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
   * import * as esign from 'cdk-esign-webhooks';
   *
   * declare const key: kms.IKey;
   *
   * const secret = secretsmanager.Secret.fromSecretAttributes(this, 'WebhookSecret', {
   *   secretCompleteArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:signing-AbCdEf',
   *   encryptionKey: key,
   * });
   * const provider = esign.EsignProvider.documenso({ webhookSecret: secret });
   */
  readonly webhookSecret?: secretsmanager.ISecret;

  /**
   * The API token of the team whose webhooks come here, as plain text.
   *
   * If it has a KMS key of its own, import it by `Secret.fromSecretAttributes` with its `encryptionKey`: the functions need
   * the key too.
   *
   * @default - a secret without a value; the stack's outputs name it and say what to put into it
   */
  readonly apiToken?: secretsmanager.ISecret;

  /**
   * The hosts for downloads, in addition to the API's own: `host`, `host:port`, or `*.domain`. Credentials are never sent
   * there. Only Documenso 1.x needs them: its API returns addresses of the storage that the instance uses.
   *
   * @default - Amazon S3
   */
  readonly downloadHosts?: string[];
}

/** Describes the resources of a Documenso endpoint. Throws an error that names each wrong prop and what to do. */
export function documensoEndpoint(props: DocumensoProps): ProviderEndpoint {
  const { webhookSecret, apiToken, apiUrl = DocumensoApi.CLOUD, downloadHosts } = props;
  return makeProviderEndpoint(props, {
    provider: 'documenso',
    method: 'documenso',
    optionNames: { apiUrl: true, webhookSecret: true, apiToken: true, downloadHosts: true },
    authenticities: [Authenticity.SHARED_SECRET],
    roles: [
      ArchivedFileRole.EXECUTED,
      ArchivedFileRole.CERTIFICATE,
      ArchivedFileRole.AUDIT_LOG,
      ArchivedFileRole.PORTFOLIO_DOCUMENT,
    ],
    webhookSecret: {
      use: 'given-to-provider',
      existing: webhookSecret,
      holds: 'Secret of the webhook at Documenso: paste it into the form there',
    },
    apiKey: {
      existing: apiToken,
      holds: 'An API token of the Documenso team whose webhooks come to this endpoint',
    },
    apiUrl,
    downloadHosts,
    cutsRecentList: true,
    rules: [
      [
        isSafeUrl(apiUrl) && (Token.isUnresolved(apiUrl) || /\/api\/v2\/*$/.test(apiUrl)),
        message`apiUrl is "${apiUrl}": give one of DocumensoApi, or the https address of an instance's API, https://<host>/api/v2`,
      ],
    ],
    onlyForArchive: { apiToken, downloadHosts },
  });
}
