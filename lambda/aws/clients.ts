import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/**
 * What all SDK clients share: a hung connection must not eat a room's whole budget, and the SDK's own retries (3 tries
 * in all) cover a passing fault. Each call brings its own AbortSignal where it has a budget.
 *
 * `socketTimeout` is about silence, so that it suits a 5 GB upload as well. (The SDK's `requestTimeout` is about the
 * whole call, and only warns unless `throwOnRequestTimeout` is set. Source: @smithy/node-http-handler, checked 2026-11-21.)
 */
export const clientOptions = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, socketTimeout: 10_000 },
} as const;

/** SQS calls go to the client's endpoint, not to the queue URL's host, as those of every other service do. */
export const sqsClientOptions = { ...clientOptions, useQueueUrlAsEndpoint: false } as const;

/** An S3 client as the rooms use it. */
export const s3Client = () => new S3Client({ ...clientOptions });

/** An SQS client as the rooms use it. */
export const sqsClient = () => new SQSClient({ ...sqsClientOptions });

/** An EventBridge client as the rooms use it. */
export const eventBridgeClient = () => new EventBridgeClient({ ...clientOptions });

/** Impatient: a call that hangs leaves time for a second one within the 1.5 s that a read may take. */
export const secretsManagerClient = () =>
  new SecretsManagerClient({
    ...clientOptions,
    requestHandler: { connectionTimeout: 600, requestTimeout: 600, throwOnRequestTimeout: true },
  });
