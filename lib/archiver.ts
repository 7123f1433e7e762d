import { Duration, Size, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type ProviderArchive } from './private/provider-endpoint';
import { consumeActions, RoomFunction } from './private/room-function';
import { type Settings } from './private/settings';
import { type WorkQueue } from './private/work-queue';

/** One endpoint as the archiver sees it. */
export interface ArchivedEndpoint {
  readonly name: string;
  readonly provider: string;
  readonly archive: ProviderArchive;
  readonly work: WorkQueue;
  readonly apiKey: secretsmanager.ISecret;
}

/** Where the archiver runs, when not in Lambda's own network. */
export interface ArchiverNetwork {
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroups?: ec2.ISecurityGroup[];
}

/** What the archiver is made of. */
export interface ArchiverProps extends ArchiverNetwork {
  readonly endpoints: ArchivedEndpoint[];
  readonly archiveBucket: s3.IBucket;
  readonly eventBus: events.IEventBus;
  /** Downloads at a time, per endpoint. */
  readonly concurrency: number;
  readonly settings: Settings;
}

/** Fetches, checks and keeps the executed PDFs of what the provider's API confirms as complete. */
export class Archiver extends Construct {
  readonly room: RoomFunction;

  constructor(scope: Construct, id: string, props: ArchiverProps) {
    super(scope, id);
    const { endpoints, archiveBucket, eventBus, vpc, vpcSubnets, securityGroups } = props;
    this.room = new RoomFunction(this, 'Archive', {
      room: 'archive',
      description: 'Archives the executed PDFs of completed envelopes',
      timeout: Duration.minutes(15),
      memorySize: 1024,
      // A PDF of up to 5 GB, the largest that one PutObject takes, lies here while it is hashed and checked.
      ephemeralStorageSize: Size.gibibytes(6),
      // A job that waits for completion is queued again, some 200 times in 48 hours: Lambda would take that for a
      // runaway loop after 16, and stop it.
      recursiveLoop: lambda.RecursiveLoop.ALLOW,
      environment: this.environment(props),
      vpc,
      vpcSubnets,
      securityGroups,
      settings: props.settings,
    });
    for (const { name, work } of endpoints) {
      this.room.consume(`Jobs-${name}`, work.queue, { batchSize: 1, maxConcurrency: props.concurrency });
    }
    const queues = endpoints.map(({ work }) => work.queue.queueArn);
    const deadLetterQueues = endpoints.map(({ work }) => work.deadLetterQueue.queueArn);
    this.room.allow('ReadJobs', consumeActions, queues);
    this.room.allow('PutBackAndGiveUp', ['sqs:SendMessage'], [...queues, ...deadLetterQueues]);
    this.room.allowSecrets(
      'ReadApiKeys',
      endpoints.map(({ apiKey }) => apiKey),
    );
    this.room.allow(
      'KeepDocuments',
      ['s3:PutObject', 's3:GetObject'],
      [archiveBucket.arnForObjects('documents/*')],
    );
    // Without it S3 answers 403, not 404, when asked for a file that is not there.
    this.room.allow('SeeMissingFiles', ['s3:ListBucket'], [archiveBucket.bucketArn]);
    this.room.allow('AnnounceBundles', ['events:PutEvents'], [eventBus.eventBusArn]);
    if (archiveBucket.encryptionKey) this.room.allowKey(archiveBucket.encryptionKey);
  }

  private environment(props: ArchiverProps): Record<string, string> {
    const endpoints = props.endpoints.map(({ name, provider, archive, work, apiKey }) => [
      name,
      {
        provider,
        queueUrl: work.queue.queueUrl,
        deadLetterQueueUrl: work.deadLetterQueue.queueUrl,
        apiKeySecretId: apiKey.secretArn,
        api: archive.api,
      },
    ]);
    return {
      ARCHIVE_BUCKET: props.archiveBucket.bucketName,
      EVENT_BUS: props.eventBus.eventBusArn,
      SECRET_GRACE_SECONDS: String(props.settings.secretGrace.toSeconds()),
      ENDPOINTS: Stack.of(this).toJsonString(Object.fromEntries(endpoints)),
    };
  }
}
