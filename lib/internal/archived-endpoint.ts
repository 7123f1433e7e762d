import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type WorkQueue } from './work-queue';

/** One endpoint that archives, as publisher and archiver see it. */
export interface ArchivedEndpoint {
  /** Name of the endpoint. */
  readonly name: string;
  /** Id of the provider. */
  readonly provider: string;
  /** The provider's own options for its API. */
  readonly api: Record<string, unknown>;
  /** Opens the provider's API. */
  readonly apiKey: secretsmanager.ISecret;
  /** Brings the archive jobs. */
  readonly jobs: WorkQueue;
}
