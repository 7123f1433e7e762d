import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';

/**
 * The options of all SDK clients. A hanging connection must not use up a function's whole time. The SDK's own retries (3
 * attempts in all) handle short faults, except in a put of a stream: `write-once-bucket.ts` repeats that. A call with a time
 * limit passes its own AbortSignal.
 *
 * `socketTimeout` limits silence, so it also suits a 5 GB upload. (`requestTimeout` limits the whole call, and only warns
 * unless `throwOnRequestTimeout` is set. Source: @smithy/node-http-handler, checked 2026-11-21.)
 */
const clientOptions = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, socketTimeout: 10_000 },
} as const;

/** SQS calls go to the client's endpoint instead of the queue URL's host, like the calls of all other services. */
const sqsClientOptions = { ...clientOptions, useQueueUrlAsEndpoint: false } as const;

/** Makes the S3 client of a function. */
export const s3Client = () => new S3Client({ ...clientOptions });

/** Makes the SQS client of a function. */
export const sqsClient = () => new SQSClient({ ...sqsClientOptions });

/** Makes the Systems Manager client of a function. */
export const ssmClient = () => new SSMClient({ ...clientOptions });

/** Makes the EventBridge client of a function. */
export const eventBridgeClient = () => new EventBridgeClient({ ...clientOptions });

/** Makes the Secrets Manager client. Its short timeouts leave time for a second attempt within the 1.5 s of a read. */
export const secretsManagerClient = () =>
  new SecretsManagerClient({
    ...clientOptions,
    requestHandler: { connectionTimeout: 600, requestTimeout: 600, throwOnRequestTimeout: true },
  });
