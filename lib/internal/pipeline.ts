import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { type Construct } from 'constructs';
import { type EsignWebhooksProps } from '../esign-webhooks-props';
import { makeArchiveBucket, makeWriteOnce } from './archive-bucket';
import { letServicesUse } from './key-policy';
import { settingsFor, type Settings } from './settings';
import { makeSpoolBucket } from './spool-bucket';
import { WorkQueue } from './work-queue';

/** What the rooms of one pipeline share. */
export interface Pipeline {
  /** Brings verified webhooks to the publisher. */
  readonly intake: WorkQueue;
  /** Holds the verified webhooks that the intake queue did not take. */
  readonly spool: s3.IBucket;
  /** Keeps documents and raw requests. */
  readonly archiveBucket: s3.IBucket;
  /** Takes the signing events. */
  readonly eventBus: events.IEventBus;
  /** What all are built with. */
  readonly settings: Settings;
}

/** Makes what the rooms share, or takes what the user has. */
export function makePipeline(scope: Construct, props: EsignWebhooksProps): Pipeline {
  const settings = settingsFor(scope, props);
  if (props.encryptionKey) letServicesUse(scope, props.encryptionKey);
  const eventBus = props.eventBus ?? new events.EventBus(scope, 'EventBus');
  const archiveBucket = props.archiveBucket ?? makeArchiveBucket(scope, settings, props.archiveRetention);
  makeWriteOnce(scope, archiveBucket);
  const intake = new WorkQueue(scope, 'Intake', {
    // Six times the publisher's minute, as Lambda advises, so that a throttled run does not count as a try.
    visibilityTimeout: Duration.minutes(6),
    settings,
  });
  const spool = makeSpoolBucket(scope, intake.queue, settings);
  return { intake, spool, archiveBucket, eventBus, settings };
}
