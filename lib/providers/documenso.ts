import { Token } from 'aws-cdk-lib';
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
 * Where Documenso's API is. An instance of one's own has it at `https://<host>/api/v2`.
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

/** One Documenso endpoint. */
export interface DocumensoProps {
  /**
   * The API of the instance that the team is on: one of `DocumensoApi`, or `https://<host>/api/v2`, also of an instance
   * that has an older API only. One in a private network is reached through the construct's `vpc`.
   *
   * `https`, or `http` on a loopback address.
   *
   * @default DocumensoApi.CLOUD
   */
  readonly apiUrl?: string;

  /**
   * Holds the secret to paste into the webhook's form at Documenso: 16 characters at least, as plain text, not as JSON.
   *
   * @default - a secret whose value is made by Secrets Manager; `npx cdk-esign-webhooks addresses` prints it
   */
  readonly webhookSecret?: secretsmanager.ISecret;

  /**
   * Holds an API token of the team whose webhooks come here, as plain text.
   *
   * @default - a secret without a value; the stack's outputs name it and say what to put in
   */
  readonly apiToken?: secretsmanager.ISecret;

  /**
   * Name of the endpoint: part of its address, of its keys in the archive, and on every event.
   *
   * Lower-case letters, digits and dashes, 40 at most.
   *
   * @default 'documenso'
   */
  readonly endpoint?: string;

  /**
   * Fetch and keep the signed PDFs of completed envelopes. Without it there is no `envelope.archived`, and no API token
   * is needed.
   *
   * @default true
   */
  readonly archive?: boolean;

  /**
   * Hosts that a download may lead to, besides the API's own: `host`, `host:port`, or `*.domain`. Credentials are never
   * sent there. Only Documenso 1.x names such addresses: those of the storage that the instance keeps its files in.
   *
   * @default - Amazon S3
   */
  readonly downloadHosts?: string[];
}

/** What a Documenso endpoint needs deployed. Throws, saying what to do, when props cannot work. */
export function documensoEndpoint(props: DocumensoProps): ProviderEndpoint {
  const { endpoint = 'documenso', webhookSecret, archive = true } = props;
  requireAll(`EsignProvider.documenso "${endpoint}"`, rules({ ...props, endpoint, archive }));
  return {
    provider: 'documenso',
    name: endpoint,
    webhookSecret: {
      use: 'given-to-provider',
      existing: webhookSecret,
      holds: 'Secret of the webhook at Documenso: paste it into the form there',
    },
    verifierOptions: () => ({}),
    archive: archive ? archiveOf(props) : undefined,
  };
}

function archiveOf({
  apiToken,
  apiUrl = DocumensoApi.CLOUD,
  downloadHosts,
}: DocumensoProps): ProviderArchive {
  return {
    apiKey: {
      existing: apiToken,
      holds: 'An API token of the Documenso team whose webhooks come to this endpoint',
    },
    api: { apiUrl: apiUrl.replace(/\/+$/, ''), downloadHosts },
  };
}

function rules(props: DocumensoProps & { endpoint: string; archive: boolean }): Rule[] {
  const { endpoint, apiUrl = DocumensoApi.CLOUD, downloadHosts, apiToken, archive } = props;
  return [
    endpointNameRule(endpoint),
    [
      isSafeUrl(apiUrl) && (Token.isUnresolved(apiUrl) || /\/api\/v2\/*$/.test(apiUrl)),
      `apiUrl is "${apiUrl}": give one of DocumensoApi, or the https address of an instance's API, https://<host>/api/v2`,
    ],
    ...downloadHostRules(downloadHosts),
    [
      archive || !(apiToken ?? downloadHosts),
      'archive is false, so apiToken and downloadHosts are of no use: leave them out, or archive out',
    ],
  ];
}
