import { Duration, Size, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type Construct } from 'constructs';
import { type ArchivedEndpoint } from './archived-endpoint';
import { type ArchiverSettings } from './archiver-settings';
import { type Pipeline } from './pipeline';
import { secretId } from './secret-id';
import { consumeActions, StageFunction } from './stage-function';

/** Properties of the archiver of one endpoint. */
export interface ArchiverProps {
  /** The endpoint whose envelopes it archives. */
  readonly archived: ArchivedEndpoint;
  /** The settings that all archivers share. */
  readonly archiverSettings: ArchiverSettings;
  /** The shared parts of the pipeline. */
  readonly pipeline: Pipeline;
}

/**
 * The function of one endpoint that downloads, checks and stores the executed PDFs after the provider's API confirms
 * completion. Its role reaches the queues, the API key and the documents of this endpoint only.
 */
export class Archiver extends StageFunction {
  constructor(scope: Construct, id: string, props: ArchiverProps) {
    const { archived, archiverSettings, pipeline } = props;
    const { name, apiKey, jobs } = archived;
    const { archiveBucket, claims, eventBus, settings } = pipeline;
    const { concurrency, logGroup, network } = archiverSettings;
    super(scope, id, {
      stage: 'archive',
      description: `Archives the executed PDFs of ${name}`,
      timeout: Duration.minutes(15),
      // A portfolio of 200 MB needs 700 MB (bench/portfolio-memory.mjs).
      memorySize: 1536,
      // A PDF is on disk while it is hashed and checked. It may have 5 GB, the limit of one PutObject.
      ephemeralStorageSize: Size.gibibytes(6),
      // A job that waits for completion queues itself again, about 200 times in 48 hours. Lambda would treat that as a
      // recursive loop and stop it after 16 times.
      recursiveLoop: lambda.RecursiveLoop.ALLOW,
      environment: archiverEnvironment(Stack.of(scope), props),
      logGroup,
      ...network,
      settings,
    });
    const { queue, deadLetterQueue } = jobs;
    this.consume('Jobs', queue, { batchSize: 1, maxConcurrency: concurrency });
    this.allow('ReadJobs', consumeActions, queue.queueArn);
    this.allow('PutBackAndGiveUp', ['sqs:SendMessage'], queue.queueArn, deadLetterQueue.queueArn);
    this.allowSecrets('ReadApiKey', apiKey);
    const bundlePrefixes = [`documents/${name}/`, `test/${name}/documents/`];
    this.allowObjects('KeepDocuments', ['s3:PutObject', 's3:GetObject'], archiveBucket, ...bundlePrefixes);
    // Without this permission S3 answers 403 instead of 404 for a missing file.
    this.allow('SeeMissingFiles', ['s3:ListBucket'], archiveBucket.bucketArn);
    this.allowObjects('ClaimJobs', ['s3:PutObject', 's3:GetObject'], claims, `${name}/`);
    // Without this permission S3 answers 403 instead of 404 for a missing claim.
    this.allow('SeeMissingClaims', ['s3:ListBucket'], claims.bucketArn);
    this.allow('AnnounceBundles', ['events:PutEvents'], eventBus.eventBusArn);
    if (network.vpc) this.joinNetwork();
  }
}

function archiverEnvironment(stack: Stack, { archived, pipeline }: ArchiverProps): Record<string, string> {
  const { provider, name, api, apiKey, jobs } = archived;
  return {
    PROVIDER: provider,
    ENDPOINT: name,
    ARCHIVE_QUEUE_URL: jobs.queue.queueUrl,
    ARCHIVE_DEAD_LETTER_QUEUE_URL: jobs.deadLetterQueue.queueUrl,
    ARCHIVE_BUCKET: pipeline.archiveBucket.bucketName,
    CLAIMS_BUCKET: pipeline.claims.bucketName,
    // The ARN, because the bus may belong to another account.
    EVENT_BUS: pipeline.eventBus.eventBusArn,
    API_KEY_SECRET_ID: secretId(apiKey),
    SECRET_GRACE_SECONDS: String(pipeline.settings.secretGrace.toSeconds()),
    API_OPTIONS: stack.toJsonString(api),
  };
}
