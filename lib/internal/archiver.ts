import { Duration, Size, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type Construct } from 'constructs';
import { type ArchivedEndpoint } from './archived-endpoint';
import { type Pipeline } from './pipeline';
import { consumeActions, StageFunction } from './stage-function';

/** What the archiver is made of. */
export interface ArchiverProps {
  /** The endpoints that archive: one at least. */
  readonly archived: readonly ArchivedEndpoint[];
  /** Jobs at a time, per endpoint. */
  readonly concurrency: number;
  /** Network, when it is not Lambda's own. */
  readonly vpc?: ec2.IVpc;
  /** Subnets within it. */
  readonly vpcSubnets?: ec2.SubnetSelection;
  /** Security groups within it. */
  readonly securityGroups?: ec2.ISecurityGroup[];
  /** What the rooms share. */
  readonly pipeline: Pipeline;
}

/** Fetches, checks and keeps the executed PDFs of what the provider's API confirms as complete. */
export class Archiver extends StageFunction {
  constructor(scope: Construct, id: string, props: ArchiverProps) {
    const { archived, concurrency, pipeline, ...network } = props;
    const { archiveBucket, eventBus, settings } = pipeline;
    super(scope, id, {
      room: 'archive',
      description: 'Archives the executed PDFs of completed envelopes',
      timeout: Duration.minutes(15),
      // A portfolio of 200 MB takes 700 (bench/portfolio-memory.mjs).
      memorySize: 1536,
      // A PDF of up to 5 GB, the largest that one PutObject takes, lies here while it is hashed and checked.
      ephemeralStorageSize: Size.gibibytes(6),
      // A job that waits for completion queues itself again, some 200 times in 48 hours: Lambda would take that for a
      // runaway loop, and end it after 16.
      recursiveLoop: lambda.RecursiveLoop.ALLOW,
      environment: environmentOf(Stack.of(scope), props),
      ...network,
      settings,
    });
    const queueArns = archived.map(({ jobs }) => jobs.queue.queueArn);
    const deadLetterQueueArns = archived.map(({ jobs }) => jobs.deadLetterQueue.queueArn);
    for (const { name, jobs } of archived) {
      this.consume(`Jobs-${name}`, jobs.queue, { batchSize: 1, maxConcurrency: concurrency });
    }
    this.allow('ReadJobs', consumeActions, ...queueArns);
    this.allow('PutBackAndGiveUp', ['sqs:SendMessage'], ...queueArns, ...deadLetterQueueArns);
    this.allowSecrets('ReadApiKeys', ...archived.map(({ apiKey }) => apiKey));
    this.allowObjects('KeepDocuments', ['s3:PutObject', 's3:GetObject'], archiveBucket, 'documents/');
    // Without it S3 answers 403, not 404, when asked for a file that is not there.
    this.allow('SeeMissingFiles', ['s3:ListBucket'], archiveBucket.bucketArn);
    this.allow('AnnounceBundles', ['events:PutEvents'], eventBus.eventBusArn);
    if (network.vpc) this.joinNetwork();
  }
}

function environmentOf(stack: Stack, { archived, pipeline }: ArchiverProps): Record<string, string> {
  const entries = archived.map(({ name, provider, api, apiKey, jobs }) => [
    name,
    {
      provider,
      queueUrl: jobs.queue.queueUrl,
      deadLetterQueueUrl: jobs.deadLetterQueue.queueUrl,
      apiKeySecretId: apiKey.secretArn,
      api,
    },
  ]);
  return {
    ARCHIVE_BUCKET: pipeline.archiveBucket.bucketName,
    // By ARN: the bus may be another account's.
    EVENT_BUS: pipeline.eventBus.eventBusArn,
    SECRET_GRACE_SECONDS: String(pipeline.settings.secretGrace.toSeconds()),
    ENDPOINTS: stack.toJsonString(Object.fromEntries(entries)),
  };
}
