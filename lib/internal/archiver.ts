import { Duration, Size, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type Construct } from 'constructs';
import { type ArchivedEndpoint } from './archived-endpoint';
import { type Pipeline } from './pipeline';
import { secretId } from './secret-id';
import { consumeActions, StageFunction } from './stage-function';

/** Properties of the archiver. */
export interface ArchiverProps {
  /** The endpoints that archive, at least one. */
  readonly archived: readonly ArchivedEndpoint[];
  /** The maximum number of jobs at the same time, per endpoint. */
  readonly concurrency: number;
  /** The network, if it is not Lambda's own. */
  readonly vpc?: ec2.IVpc;
  /** The subnets in that network. */
  readonly vpcSubnets?: ec2.SubnetSelection;
  /** The security groups in that network. */
  readonly securityGroups?: ec2.ISecurityGroup[];
  /** The shared parts of the pipeline. */
  readonly pipeline: Pipeline;
}

/** The function that downloads, checks and stores the executed PDFs after the provider's API confirms completion. */
export class Archiver extends StageFunction {
  constructor(scope: Construct, id: string, props: ArchiverProps) {
    const { archived, concurrency, pipeline, ...network } = props;
    const { archiveBucket, eventBus, settings } = pipeline;
    super(scope, id, {
      stage: 'archive',
      description: 'Archives the executed PDFs of completed envelopes',
      timeout: Duration.minutes(15),
      // A portfolio of 200 MB needs 700 MB (bench/portfolio-memory.mjs).
      memorySize: 1536,
      // A PDF is on disk while it is hashed and checked. It may have 5 GB, the limit of one PutObject.
      ephemeralStorageSize: Size.gibibytes(6),
      // A job that waits for completion queues itself again, about 200 times in 48 hours. Lambda would treat that as a
      // recursive loop and stop it after 16 times.
      recursiveLoop: lambda.RecursiveLoop.ALLOW,
      environment: archiverEnvironment(Stack.of(scope), props),
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
    // Without this permission S3 answers 403 instead of 404 for a missing file.
    this.allow('SeeMissingFiles', ['s3:ListBucket'], archiveBucket.bucketArn);
    this.allow('AnnounceBundles', ['events:PutEvents'], eventBus.eventBusArn);
    if (network.vpc) this.joinNetwork();
  }
}

function archiverEnvironment(stack: Stack, { archived, pipeline }: ArchiverProps): Record<string, string> {
  const entries = archived.map(({ name, provider, api, apiKey, jobs }) => [
    name,
    {
      provider,
      queueUrl: jobs.queue.queueUrl,
      deadLetterQueueUrl: jobs.deadLetterQueue.queueUrl,
      apiKeySecretId: secretId(apiKey),
      api,
    },
  ]);
  return {
    ARCHIVE_BUCKET: pipeline.archiveBucket.bucketName,
    // The ARN, because the bus may belong to another account.
    EVENT_BUS: pipeline.eventBus.eventBusArn,
    SECRET_GRACE_SECONDS: String(pipeline.settings.secretGrace.toSeconds()),
    ENDPOINTS: stack.toJsonString(Object.fromEntries(entries)),
  };
}
