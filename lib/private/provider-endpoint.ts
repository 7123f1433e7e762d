import { type ValueNeed } from './value-secret';

/** What one endpoint of a provider needs deployed: made by `lib/providers/<id>.ts`, deployed by the rooms. */
export interface ProviderEndpoint {
  /** Id of the provider, as `lambda/contracts/provider-id.ts` has it. */
  readonly provider: string;
  /** Name of the endpoint. */
  readonly name: string;
  /** Proves that a webhook is genuine. */
  readonly webhookSecret: ValueNeed;
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
