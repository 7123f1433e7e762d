import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { type Construct } from 'constructs';
import { type ArchivedEndpoint } from './archived-endpoint';
import { type Pipeline } from './pipeline';
import { consumeActions, StageFunction } from './stage-function';

/** What the publisher is made of. */
export interface PublisherProps {
  /** The endpoints whose completed envelopes are to be archived. */
  readonly archived: readonly ArchivedEndpoint[];
  /** What the rooms share. */
  readonly pipeline: Pipeline;
}

/** Records each genuine webhook, orders archiving, and puts the event on the bus. */
export class Publisher extends StageFunction {
  constructor(scope: Construct, id: string, props: PublisherProps) {
    const { intake, spool, archiveBucket, eventBus, settings } = props.pipeline;
    super(scope, id, {
      room: 'publish',
      description: 'Records webhooks and publishes them as signing events',
      timeout: Duration.minutes(1),
      // Ten spooled webhooks of 6 MB each, parsed all at once.
      memorySize: 1024,
      // A sweep of a long spool sends itself on, a page of a thousand objects at a time: Lambda would end it after 16.
      recursiveLoop: lambda.RecursiveLoop.ALLOW,
      environment: environmentOf(props),
      settings,
    });
    const archiveQueueArns = props.archived.map(({ jobs }) => jobs.queue.queueArn);
    this.consume('Intake', intake.queue, { batchSize: 10 });
    this.allow('ReadIntake', consumeActions, intake.queue.queueArn);
    this.allow(
      'QueueAgainAndOrderArchiving',
      ['sqs:SendMessage'],
      intake.queue.queueArn,
      ...archiveQueueArns,
    );
    this.allowObjects('FinishSpooled', ['s3:GetObject', 's3:DeleteObject'], spool, '');
    this.allow('SweepSpool', ['s3:ListBucket'], spool.bucketArn);
    this.allowObjects('KeepRecords', ['s3:PutObject', 's3:GetObject'], archiveBucket, 'webhooks/');
    // Without it S3 answers 403, not 404, when asked for a record that is not there.
    this.allow('SeeMissingRecords', ['s3:ListBucket'], archiveBucket.bucketArn);
    this.allow('PublishEvents', ['events:PutEvents'], eventBus.eventBusArn);
    this.scheduleSweep(intake.queue);
  }

  /** Whatever the spool's notification did not bring is found by a sweep. */
  private scheduleSweep(intake: sqs.IQueue): void {
    const target = {
      arn: intake.queueArn,
      input: events.RuleTargetInput.fromObject({ version: 1, sweepSpool: true }),
    };
    const rule = new events.Rule(this, 'SweepSpool', {
      description: 'Has the publisher queue again what lies in the spool',
      schedule: events.Schedule.rate(Duration.minutes(15)),
      targets: [{ bind: () => target }],
    });
    intake.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'SweepSchedule',
        principals: [new iam.ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [intake.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
      }),
    );
  }
}

function environmentOf({ pipeline, archived }: PublisherProps): Record<string, string> {
  const queueUrls = archived.map(({ name, jobs }) => [name, jobs.queue.queueUrl]);
  return {
    INTAKE_QUEUE_URL: pipeline.intake.queue.queueUrl,
    SPOOL_BUCKET: pipeline.spool.bucketName,
    ARCHIVE_BUCKET: pipeline.archiveBucket.bucketName,
    // By ARN: the bus may be another account's.
    EVENT_BUS: pipeline.eventBus.eventBusArn,
    ARCHIVE_QUEUES: JSON.stringify(Object.fromEntries(queueUrls)),
  };
}
