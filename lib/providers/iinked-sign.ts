import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type ProviderArchive, type ProviderEndpoint } from '../internal/provider-endpoint';
import {
  downloadHostRules,
  endpointNameRule,
  isSafeUrl,
  registeredUrlRules,
  requireAll,
  type Rule,
} from '../internal/prop-rules';

/**
 * Where iinked Sign's API is: its data centers and sandboxes. A private instance has an address of its own,
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

/** The hash in a webhook's MAC. */
export enum SignatureAlgorithm {
  /** HMAC-SHA256. */
  SHA256 = 'sha256',
  /** HMAC-SHA1. */
  SHA1 = 'sha1',
}

/** One iinked Sign endpoint. */
export interface IinkedSignProps {
  /**
   * The API of the data center that the account is in: one of `IinkedSignApi`, or a private instance's address.
   *
   * `https`, or `http` on a loopback address.
   */
  readonly apiUrl: string;

  /**
   * Holds the secret that iinked Sign gave out when the endpoint was registered there: its whole value is the secret,
   * as plain text, not as JSON.
   *
   * @default - a secret without a value; the stack's outputs name it and say what to put in
   */
  readonly webhookSecret?: secretsmanager.ISecret;

  /**
   * Holds an API key that may read the packages whose webhooks come here: an organization's key, as a rule. Plain text,
   * as the webhook's secret.
   *
   * @default - a secret without a value; the stack's outputs name it and say what to put in
   */
  readonly apiKey?: secretsmanager.ISecret;

  /**
   * Name of the endpoint: part of its address, of its keys in the archive, and on every event.
   *
   * Lower-case letters, digits and dashes, 40 at most.
   *
   * @default 'iinked-sign'
   */
  readonly endpoint?: string;

  /**
   * The addresses registered at iinked Sign, letter for letter: they are part of what is signed. Give them when the
   * provider calls another address than the construct knows; several during a move. Ten at most.
   *
   * @default - the address that the construct knows
   */
  readonly registeredUrls?: string[];

  /**
   * Accept this algorithm only. SHA-256 is documented; the documentation's sample has SHA-1's length.
   *
   * @default - the signature's length says which
   */
  readonly signatureAlgorithm?: SignatureAlgorithm;

  /**
   * Fetch and keep the executed PDFs of completed packages. Without it there is no `envelope.archived`, and no API key
   * is needed.
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

/** What an iinked Sign endpoint needs deployed. Throws, saying what to do, when props cannot work. */
export function iinkedSignEndpoint(props: IinkedSignProps): ProviderEndpoint {
  const {
    endpoint = 'iinked-sign',
    webhookSecret,
    registeredUrls,
    signatureAlgorithm,
    archive = true,
  } = props;
  requireAll(`EsignProvider.iinkedSign "${endpoint}"`, rules({ ...props, endpoint, archive }));
  return {
    provider: 'iinked-sign',
    name: endpoint,
    webhookSecret: {
      use: 'given-by-provider',
      existing: webhookSecret,
      holds: 'The secret that iinked Sign gave out when the endpoint was registered there',
    },
    verifierOptions: (webhookUrl) => ({ registeredUrls: registeredUrls ?? [webhookUrl], signatureAlgorithm }),
    archive: archive ? archiveOf(props) : undefined,
  };
}

function archiveOf({ apiKey, apiUrl, downloadHosts }: IinkedSignProps): ProviderArchive {
  return {
    apiKey: {
      existing: apiKey,
      holds: 'An iinked Sign API key that may read the packages of this endpoint',
    },
    api: { apiUrl: apiUrl.replace(/\/+$/, ''), downloadHosts },
  };
}

function rules(props: IinkedSignProps & { endpoint: string; archive: boolean }): Rule[] {
  const { endpoint, apiUrl, registeredUrls, downloadHosts, apiKey, archive } = props;
  return [
    endpointNameRule(endpoint),
    [
      isSafeUrl(apiUrl),
      `apiUrl is "${apiUrl}": give one of IinkedSignApi, or the https address of a private instance's API`,
    ],
    ...registeredUrlRules(registeredUrls),
    ...downloadHostRules(downloadHosts),
    [
      archive || !(apiKey ?? props.downloadHosts),
      'archive is false, so apiKey and downloadHosts are of no use: leave them out, or archive out',
    ],
  ];
}
