import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type * as sqs from 'aws-cdk-lib/aws-sqs';

/** The resources of one endpoint. */
export interface EsignEndpoint {
  /**
   * The address to register at the provider, character for character.
   *
   * @default - none: the address ends with a secret token; `npx --no-install cdk-esign-webhooks addresses` prints it
   */
  readonly webhookUrl?: string;

  /** The secret that proves that a webhook is genuine. */
  readonly webhookSecret: secretsmanager.ISecret;

  /** The function that verifies and stores the webhooks. */
  readonly verifier: lambda.IFunction;

  /**
   * The secret with the key for the provider's API.
   *
   * @default - none: the endpoint does not archive
   */
  readonly apiKeySecret?: secretsmanager.ISecret;

  /**
   * The queue with the archive jobs.
   *
   * @default - none: the endpoint does not archive
   */
  readonly archiveQueue?: sqs.IQueue;

  /**
   * The dead-letter queue with the archive jobs that were given up.
   *
   * @default - none: the endpoint does not archive
   */
  readonly archiveDeadLetterQueue?: sqs.IQueue;

  /**
   * The function that archives executed PDFs.
   *
   * @default - none: the endpoint does not archive
   */
  readonly archiver?: lambda.IFunction;
}
