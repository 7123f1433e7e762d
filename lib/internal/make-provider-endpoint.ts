import { type ArchivedFileRole } from '../archived-file-role';
import { type Authenticity } from '../authenticity';
import { type EsignEndpointOptions } from '../esign-endpoint-options';
import { apiName } from './message';
import { misspelt, type PropNames } from './misspelt-props';
import { apiOptionsRule, downloadHostRules, endpointNameRule, requireAll, type Rule } from './prop-rules';
import { type ProviderEndpoint, type WebhookSecret } from './provider-endpoint';
import { type RequiredSecret } from './secret';

/** The parts of an endpoint in which providers differ. */
export interface EndpointParts<Props extends EsignEndpointOptions> {
  /** The id of the provider. */
  readonly provider: string;
  /** The method of `EsignProvider`: errors name it. */
  readonly method: string;
  /** The names of the provider's own options. */
  readonly optionNames: PropNames<Omit<Props, keyof EsignEndpointOptions>>;
  /** The ways in which its webhooks can prove their origin. */
  readonly authenticities: readonly Authenticity[];
  /** The roles that its archived files can have. */
  readonly roles: readonly ArchivedFileRole[];
  /** The secret that proves its webhooks. */
  readonly webhookSecret: WebhookSecret;
  /** The options for the verifier, for all addresses that may be registered at the provider; none by default. */
  readonly verifierOptions?: ProviderEndpoint['verifierOptions'];
  /** The addresses that the user says are registered at the provider. */
  readonly registeredUrls?: readonly string[];
  /** The secret with the key for the provider's API. */
  readonly apiKey: RequiredSecret;
  /** The address of the provider's API, with or without slashes at its end. */
  readonly apiUrl: string;
  /** The hosts that a download may lead to, as in the props. */
  readonly downloadHosts?: readonly string[];
  /** Whether the provider's list of envelopes can be cut at the time when they were made. */
  readonly cutsRecentList: boolean;
  /** The rules for the provider's own props. */
  readonly rules: readonly Rule[];
  /** The props that only the archive uses, by name: with `archive: false` they are an error. */
  readonly onlyForArchive: Readonly<Record<string, unknown>>;
}

/** Describes the resources that an endpoint needs. Throws an error that names each wrong prop and what to do. */
export function makeProviderEndpoint<Props extends EsignEndpointOptions>(
  props: Props,
  parts: EndpointParts<Props>,
): ProviderEndpoint {
  const { endpoint, archive = true, reconcile = archive } = props;
  const { provider, method, authenticities, webhookSecret, registeredUrls = [] } = parts;
  const name = endpoint ?? provider;
  const { apiKey, apiUrl, downloadHosts, roles, cutsRecentList } = parts;
  requireAll(`EsignProvider.${apiName(method)} "${name}"`, [
    endpointNameRule(name),
    ...parts.rules,
    ...downloadHostRules(downloadHosts),
    apiOptionsRule(apiUrl, downloadHosts),
    ...(archive ? [] : [unusedRule(parts.onlyForArchive)]),
    [
      archive || !reconcile,
      'reconcile is true, but archive is false, so there is nothing to find: leave one of them out',
    ],
  ]);
  const api = { apiUrl: apiUrl.replace(/\/+$/, ''), downloadHosts };
  return {
    provider,
    name,
    authenticities,
    webhookSecret,
    verifierOptions: (known) => parts.verifierOptions?.([...new Set([...known, ...registeredUrls])]) ?? {},
    registeredUrls,
    warnings: misspelt(method, props, { ...commonNames, ...parts.optionNames }),
    archive: archive ? { apiKey, api, roles, reconciles: reconcile, cutsRecentList } : undefined,
  };
}

const commonNames: PropNames<EsignEndpointOptions> = { endpoint: true, archive: true, reconcile: true };

function unusedRule(props: Readonly<Record<string, unknown>>): Rule {
  const names = Object.keys(props).map(apiName);
  const list = `${names.slice(0, -1).join(', ')} and ${String(names.at(-1))}`;
  return [
    Object.values(props).every((value) => value === undefined),
    `archive is false, so ${list} have no effect: leave them out, or leave archive out`,
  ];
}
