import { type ArchivedFileRole } from '../archived-file-role';
import { type Authenticity } from '../authenticity';
import { type RequiredSecret } from './secret';

/** The resources that one endpoint of a provider needs: `lib/providers/<id>.ts` describes them, `Endpoint` makes them. */
export interface ProviderEndpoint {
  /** The id of the provider, as in `lambda/contracts/ids.ts`. */
  readonly provider: string;
  /** The name of the endpoint. */
  readonly name: string;
  /** The ways in which its webhooks can prove their origin. */
  readonly authenticities: readonly Authenticity[];
  /** The secret that proves that a webhook is genuine. */
  readonly webhookSecret: WebhookSecret;
  /** Returns the verifier's options of this provider. The construct passes the addresses that it knows. */
  readonly verifierOptions: (webhookUrls: readonly string[]) => Record<string, unknown>;
  /** The addresses that the user says are registered at the provider. */
  readonly registeredUrls: readonly string[];
  /** The sentences about options that do not exist. */
  readonly warnings: readonly string[];
  /** The needs of the archiver. Undefined if the endpoint only publishes events. */
  readonly archive?: ProviderArchive;
}

/** The needs of the archiver for one endpoint. */
export interface ProviderArchive {
  /** The roles that its archived files can have. */
  readonly roles: readonly ArchivedFileRole[];
  /** The secret with the key for the provider's API. */
  readonly apiKey: RequiredSecret;
  /** The API options of this provider. */
  readonly api: { readonly apiUrl: string; readonly downloadHosts?: readonly string[] };
  /** Whether the provider's list is read for completed envelopes that no webhook reported. */
  readonly reconciles: boolean;
  /** Whether that list can be cut at the time when envelopes were made. */
  readonly cutsRecentList: boolean;
}

/** A secret that proves that a webhook is genuine. */
export interface WebhookSecret extends RequiredSecret {
  /** The way of the secret between this stack and the provider. */
  readonly use: WebhookSecretUse;
}

/**
 * The way of a webhook secret between this stack and the provider. `given-by-provider`: the provider generates it, the
 * user puts it into the secret. `given-to-provider`: it is generated here, the user registers it at the provider.
 * `in-address`: it is generated here and ends the address, because the provider sends no other proof.
 */
export type WebhookSecretUse = 'given-by-provider' | 'given-to-provider' | 'in-address';
