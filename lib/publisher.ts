import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { consumeActions, RoomFunction } from './private/room-function';
import { type Settings } from './private/settings';
import { type WorkQueue } from './private/work-queue';

/** What the publisher is made of. */
export interface PublisherProps {
  readonly intake: WorkQueue;
  readonly spool: s3.IBucket;
  readonly archiveBucket: s3.IBucket;
  readonly eventBus: events.IEventBus;
  /** By endpoint, for those that archive. */
  readonly archiveQueues: Record<string, sqs.IQueue>;
  readonly timeout: Duration;
  readonly settings: Settings;
}

/** Records each genuine webhook, orders archiving, and puts the event on the bus. */
export class Publisher extends Construct {
  readonly room: RoomFunction;

  constructor(scope: Construct, id: string, props: PublisherProps) {
    super(scope, id);
    const { intake, spool, archiveBucket, eventBus } = props;
    this.room = new RoomFunction(this, 'Publish', {
      room: 'publish',
      description: 'Records webhooks and publishes them as signing events',
      timeout: props.timeout,
      memorySize: 512,
      environment: this.environment(props),
      settings: props.settings,
    });
    this.room.consume('Intake', intake.queue, { batchSize: 10 });
    this.room.allow('ReadIntake', consumeActions, [intake.queue.queueArn]);
    const sends = [intake.queue, ...Object.values(props.archiveQueues)];
    this.room.allow(
      'QueueAgainAndOrderArchiving',
      ['sqs:SendMessage'],
      sends.map((queue) => queue.queueArn),
    );
    this.room.allow('FinishSpooled', ['s3:GetObject', 's3:DeleteObject'], [spool.arnForObjects('*')]);
    this.room.allow('SweepSpool', ['s3:ListBucket'], [spool.bucketArn]);
    this.room.allow(
      'KeepRecords',
      ['s3:PutObject', 's3:GetObject'],
      [archiveBucket.arnForObjects('webhooks/*')],
    );
    // Without it S3 answers 403, not 404, when asked for a record that is not there.
    this.room.allow('SeeMissingRecords', ['s3:ListBucket'], [archiveBucket.bucketArn]);
    this.room.allow('PublishEvents', ['events:PutEvents'], [eventBus.eventBusArn]);
    if (archiveBucket.encryptionKey) this.room.allowKey(archiveBucket.encryptionKey);
    this.scheduleSweep(intake.queue);
  }

  private environment(props: PublisherProps): Record<string, string> {
    const { intake, spool, archiveBucket, eventBus, archiveQueues } = props;
    const queueUrls = Object.entries(archiveQueues).map(([endpoint, queue]) => [endpoint, queue.queueUrl]);
    return {
      INTAKE_QUEUE_URL: intake.queue.queueUrl,
      SPOOL_BUCKET: spool.bucketName,
      ARCHIVE_BUCKET: archiveBucket.bucketName,
      EVENT_BUS: eventBus.eventBusArn,
      ARCHIVE_QUEUES: JSON.stringify(Object.fromEntries(queueUrls)),
    };
  }

  /** Whatever the spool's notification did not bring is found by a sweep. */
  private scheduleSweep(intake: sqs.IQueue): void {
    const rule = new events.Rule(this, 'SweepSpool', {
      description: 'Has the publisher queue again what lies in the spool',
      schedule: events.Schedule.rate(Duration.minutes(15)),
      targets: [
        {
          bind: () => ({
            arn: intake.queueArn,
            input: events.RuleTargetInput.fromObject({ version: 1, sweepSpool: true }),
          }),
        },
      ],
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
