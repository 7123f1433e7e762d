import { createHash } from 'node:crypto';
import { Duration, Validations } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { type Construct } from 'constructs';
import { type Endpoint } from './endpoint';
import { type Pipeline } from './pipeline';
import { consumeActions, StageFunction } from './stage-function';
import { SweepSchedule } from './sweep-schedule';

/** Properties of the publisher. */
export interface PublisherProps {
  /** The endpoints whose webhooks it publishes. */
  readonly endpoints: readonly Endpoint[];
  /** The maximum number of runs at the same time. */
  readonly concurrency: number;
  /** The shared parts of the pipeline. */
  readonly pipeline: Pipeline;
}

/** The function that records each genuine webhook, queues an archive job, and publishes the event. */
export class Publisher extends StageFunction {
  /** The queue for sweeps that EventBridge could not deliver. */
  readonly sweepDeadLetterQueue: sqs.IQueue;

  constructor(scope: Construct, id: string, props: PublisherProps) {
    const { intake, spool, archiveBucket, eventBus, settings } = props.pipeline;
    super(scope, id, {
      stage: 'publish',
      description: 'Records webhooks and publishes them as signing events',
      timeout: Duration.minutes(1),
      // A batch may have ten spooled webhooks of 6 MB, all parsed at the same time.
      memorySize: 1024,
      // A sweep sends itself a message for each page of 1,000 spooled objects. Lambda would stop that after 16 times.
      recursiveLoop: lambda.RecursiveLoop.ALLOW,
      environment: publisherEnvironment(props),
      settings,
    });
    const archiveQueueArns = props.endpoints.flatMap(({ archived }) => archived?.jobs.queue.queueArn ?? []);
    this.consume('Intake', intake.queue, { batchSize: 10, maxConcurrency: props.concurrency });
    this.allow('ReadIntake', consumeActions, intake.queue.queueArn);
    this.allow(
      'QueueAgainAndOrderArchiving',
      ['sqs:SendMessage'],
      intake.queue.queueArn,
      ...archiveQueueArns,
    );
    this.allowObjects('FinishSpooled', ['s3:GetObject', 's3:DeleteObject'], spool, '');
    this.allow('SweepSpool', ['s3:ListBucket'], spool.bucketArn);
    const testRecords = props.endpoints.map(({ name }) => `test/${name}/webhooks/`);
    const recordPrefixes = ['webhooks/', ...testRecords];
    this.allowObjects('KeepRecords', ['s3:PutObject', 's3:GetObject'], archiveBucket, ...recordPrefixes);
    // Without this permission S3 answers 403 instead of 404 for a missing record.
    this.allow('SeeMissingRecords', ['s3:ListBucket'], archiveBucket.bucketArn);
    this.allow('PublishEvents', ['events:PutEvents'], eventBus.eventBusArn);
    if (props.endpoints.some(({ verifier }) => verifier.roleId === undefined)) {
      Validations.of(this).addWarning(
        'cdk-esign-webhooks:precreated-roles',
        'CDK does not know the ids of your roles for the verifiers, so the publisher cannot check which of them sent a webhook: a leaked role of one endpoint can forge webhooks of each.',
      );
    }
    for (const { verifier } of props.endpoints) verifier.openAfter(this.function);
    this.sweepDeadLetterQueue = new SweepSchedule(this, 'Sweep', intake.queue).deadLetterQueue;
  }
}

function publisherEnvironment({ pipeline, endpoints }: PublisherProps): Record<string, string> {
  return {
    INTAKE_QUEUE_URL: pipeline.intake.queue.queueUrl,
    SPOOL_BUCKET: pipeline.spool.bucketName,
    ARCHIVE_BUCKET: pipeline.archiveBucket.bucketName,
    // The ARN, because the bus may belong to another account.
    EVENT_BUS: pipeline.eventBus.eventBusArn,
    DEPLOYED_ENDPOINTS: endpoints.map(endpointEntry).join(),
  };
}

/** Stands for the id of a role that exists already. No sender has it, so the publisher does not check that role. */
const unknownRoleId = '-';

/**
 * Returns an endpoint as `lambda/publish/env.ts` reads it. The digest (as in `lambda/publish/deployed-endpoints.ts`) and the
 * queue's name instead of its URL save space, and no quotation mark needs an escape: 25 endpoints must fit into the 4 KB of
 * an environment.
 */
function endpointEntry({ name, provider, verifier, archived }: Endpoint): string {
  const { roleId = unknownRoleId } = verifier;
  const digest = createHash('sha256').update(`${provider}/${name}`).digest('hex').slice(0, 20);
  return [digest, roleId, ...(archived ? [archived.jobs.queue.queueName] : [])].join(' ');
}
