import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type WorkQueue } from './work-queue';

/** An endpoint whose completed envelopes are archived, for the publisher and the archiver. */
export interface ArchivedEndpoint {
  /** The name of the endpoint. */
  readonly name: string;
  /** The id of the provider. */
  readonly provider: string;
  /** The API options of this provider. */
  readonly api: Record<string, unknown>;
  /** The secret with the key for the provider's API. */
  readonly apiKey: secretsmanager.ISecret;
  /** The queue with the archive jobs. */
  readonly jobs: WorkQueue;
}
