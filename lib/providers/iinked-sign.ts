import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ArchivedFileRole } from '../archived-file-role';
import { Authenticity } from '../authenticity';
import { type EsignEndpointOptions } from '../esign-endpoint-options';
import { makeProviderEndpoint } from '../internal/make-provider-endpoint';
import { isSafeUrl, registeredUrlRules } from '../internal/prop-rules';
import { type ProviderEndpoint } from '../internal/provider-endpoint';
import { message } from '../internal/message';

/**
 * The addresses of iinked Sign's API: its data centers and sandboxes. A private instance has its own,
 * `https://<instance>.syngrafii.com/api/v1`.
 *
 * Source: iinked Sign API v4, Authentication, checked 2026-11-21.
 *
 * @see https://docs.iinkedsign.com/v4/authentication
 */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- jsii knows no constants outside of classes
export class IinkedSignApi {
  /** Production, United States. */
  public static readonly US = 'https://sign.syngrafii.com/api/v1';
  /** Production, Canada. */
  public static readonly CANADA = 'https://sign.syngrafii.ca/api/v1';
  /** Production, European Union. */
  public static readonly EU = 'https://sign.syngrafii.eu/api/v1';
  /** Sandbox, United States. */
  public static readonly SANDBOX_US = 'https://sandbox.syngrafii.com/api/v1';
  /** Sandbox, European Union. */
  public static readonly SANDBOX_EU = 'https://sandbox.syngrafii.eu/api/v1';

  // eslint-disable-next-line @typescript-eslint/no-empty-function -- nothing to construct
  private constructor() {}
}

/** The algorithm of a webhook's signature. */
export enum SignatureAlgorithm {
  /** HMAC-SHA256. */
  SHA256 = 'sha256',
  /** HMAC-SHA1. */
  SHA1 = 'sha1',
}

const hmacs: Readonly<Record<SignatureAlgorithm, Authenticity>> = {
  [SignatureAlgorithm.SHA256]: Authenticity.HMAC_SHA256,
  [SignatureAlgorithm.SHA1]: Authenticity.HMAC_SHA1,
};

/** The props of an iinked Sign endpoint. */
export interface IinkedSignProps extends EsignEndpointOptions {
  /**
   * The API of the account's data center: one of `IinkedSignApi`, or a private instance's address.
   *
   * `https`, or `http` on a loopback address.
   */
  readonly apiUrl: string;

  /**
   * The secret that iinked Sign gave out when the endpoint was registered there: the whole value is the secret, as plain
   * text, not as JSON.
   *
   * If it has a KMS key of its own, import it by `Secret.fromSecretAttributes` with its `encryptionKey`: the functions need
   * the key too.
   *
   * @default - a secret without a value; the stack's outputs name it and say what to put into it
   */
  readonly webhookSecret?: secretsmanager.ISecret;

  /**
   * The API key that may read the packages whose webhooks come here: usually an organization's key. Plain text, like the
   * webhook's secret.
   *
   * If it has a KMS key of its own, import it by `Secret.fromSecretAttributes` with its `encryptionKey`: the functions need
   * the key too.
   *
   * @default - a secret without a value; the stack's outputs name it and say what to put into it
   */
  readonly apiKey?: secretsmanager.ISecret;

  /**
   * Further addresses exactly as registered at iinked Sign, because it signs them with the body: ten at most. Give them if
   * iinked Sign calls an address that the construct does not know, such as that of a proxy.
   *
   * The construct knows the address of `domain` or `baseUrl`, and the API's own. Webhooks that are signed for these are always
   * taken.
   *
   * @default - none
   */
  readonly registeredUrls?: string[];

  /**
   * The only algorithm to accept. The documentation says SHA-256, but the signature in its sample is as long as SHA-1's.
   *
   * @default - the signature's length decides
   */
  readonly signatureAlgorithm?: SignatureAlgorithm;

  /**
   * The other hosts that a download may be redirected to. Credentials are never sent there.
   *
   * @default - no other hosts: only the API's own
   */
  readonly downloadHosts?: string[];
}

const roles = [
  ArchivedFileRole.EXECUTED,
  ArchivedFileRole.CERTIFICATE,
  ArchivedFileRole.MASTER_FILE,
  ArchivedFileRole.PORTFOLIO_DOCUMENT,
];

/** Describes the resources of an iinked Sign endpoint. Throws an error that names each wrong prop and what to do. */
export function iinkedSignEndpoint(props: IinkedSignProps): ProviderEndpoint {
  const { webhookSecret, apiKey, apiUrl, downloadHosts, registeredUrls, signatureAlgorithm } = props;
  return makeProviderEndpoint(props, {
    provider: 'iinked-sign',
    method: 'iinkedSign',
    optionNames: {
      apiUrl: true,
      webhookSecret: true,
      apiKey: true,
      registeredUrls: true,
      signatureAlgorithm: true,
      downloadHosts: true,
    },
    authenticities: signatureAlgorithm === undefined ? Object.values(hmacs) : [hmacs[signatureAlgorithm]],
    roles,
    webhookSecret: {
      use: 'given-by-provider',
      existing: webhookSecret,
      holds: 'The secret that iinked Sign gave out when the endpoint was registered there',
    },
    registeredUrls,
    verifierOptions: (urls) => ({ registeredUrls: urls, signatureAlgorithm }),
    apiKey: {
      existing: apiKey,
      holds: 'An iinked Sign API key that may read the packages of this endpoint',
    },
    apiUrl,
    downloadHosts,
    cutsRecentList: false,
    rules: [
      [
        isSafeUrl(apiUrl),
        message`apiUrl is "${apiUrl}": give one of IinkedSignApi, or the https address of a private instance's API`,
      ],
      ...registeredUrlRules(registeredUrls),
    ],
    onlyForArchive: { apiKey, downloadHosts },
  });
}
