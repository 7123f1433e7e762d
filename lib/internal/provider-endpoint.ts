import { type ValueNeed } from './value-secret';

/** What one endpoint of a provider needs deployed: made by `lib/providers/<id>.ts`, deployed by the rooms. */
export interface ProviderEndpoint {
  /** Id of the provider, as `lambda/contracts/ids.ts` has it. */
  readonly provider: string;
  /** Name of the endpoint. */
  readonly name: string;
  /** Proves that a webhook is genuine. */
  readonly webhookSecret: WebhookSecretNeed;
  /** The provider's own options for the verifier, given the address that the construct knows. */
  readonly verifierOptions: (webhookUrl: string) => Record<string, unknown>;
  /** Absent: events only. */
  readonly archive?: ProviderArchive;
}

/** What the archiver needs of a provider. */
export interface ProviderArchive {
  /** Opens the provider's API. */
  readonly apiKey: ValueNeed;
  /** The provider's own options for its API. */
  readonly api: Record<string, unknown>;
}

/** What proves that a webhook is genuine, and how it gets there. */
export interface WebhookSecretNeed extends ValueNeed {
  /**
   * `given-by-provider`: the provider makes it, the user puts it in here. `given-to-provider`: it is made here, the user
   * puts it in there. `in-address`: made here, and the address ends with it, for the provider proves nothing else.
   */
  readonly use: WebhookSecretUse;
}

/** How a webhook secret gets where it is needed. */
export type WebhookSecretUse = 'given-by-provider' | 'given-to-provider' | 'in-address';
