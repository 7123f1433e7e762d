import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type * as sqs from 'aws-cdk-lib/aws-sqs';

/** What was made for one endpoint. */
export interface EsignEndpoint {
  /**
   * Address to register at the provider, letter for letter.
   *
   * @default - none: the address ends with a token, which is a secret; `npx cdk-esign-webhooks addresses` prints it
   */
  readonly webhookUrl?: string;

  /** Proves that a webhook is genuine. */
  readonly webhookSecret: secretsmanager.ISecret;

  /** Verifies and stores its webhooks. */
  readonly verifier: lambda.IFunction;

  /**
   * Opens the provider's API.
   *
   * @default - none: the endpoint does not archive
   */
  readonly apiKeySecret?: secretsmanager.ISecret;

  /**
   * Brings its archive jobs.
   *
   * @default - none: the endpoint does not archive
   */
  readonly archiveQueue?: sqs.IQueue;

  /**
   * Holds the archive jobs that were given up.
   *
   * @default - none: the endpoint does not archive
   */
  readonly archiveDeadLetterQueue?: sqs.IQueue;
}
