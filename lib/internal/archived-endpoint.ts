import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type ProviderArchive } from './provider-endpoint';
import { type WorkQueue } from './work-queue';

/** An endpoint whose completed envelopes are archived, for the publisher and the archiver. */
export interface ArchivedEndpoint {
  /** The name of the endpoint. */
  readonly name: string;
  /** The id of the provider. */
  readonly provider: string;
  /** The API options of this provider. */
  readonly api: ProviderArchive['api'];
  /** Whether its provider's list is read for completed envelopes that no webhook reported. */
  readonly reconciles: boolean;
  /** Whether that list can be cut at the time when envelopes were made. */
  readonly cutsRecentList: boolean;
  /** The secret with the key for the provider's API. */
  readonly apiKey: secretsmanager.ISecret;
  /** The queue with the archive jobs. */
  readonly jobs: WorkQueue;
}
