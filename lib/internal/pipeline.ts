import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { type Construct } from 'constructs';
import { type EsignWebhooksProps } from '../esign-webhooks-props';
import { makeArchiveBucket, makeWriteOnce } from './archive-bucket';
import { makeClaimsBucket } from './claims-bucket';
import { physicalName } from './construct-names';
import { addServicesToKeyPolicies } from './key-policy';
import { SchemaRegistry } from './schema-registry';
import { settingsFor, type Settings } from './settings';
import { makeSpoolBucket } from './spool-bucket';
import { warnOfUnversioned } from './unversioned-bucket';
import { WorkQueue } from './work-queue';

/** The parts of one pipeline that all stages share. */
export interface Pipeline {
  /** The queue with the verified webhooks for the publisher. */
  readonly intake: WorkQueue;
  /** The bucket with the verified webhooks that could not be sent to the intake queue. */
  readonly spool: s3.IBucket;
  /** The bucket with documents and raw requests. */
  readonly archiveBucket: s3.IBucket;
  /** The bucket with the claims of waiting archive jobs. */
  readonly claims: s3.IBucket;
  /** The bus for the signing events. */
  readonly eventBus: events.IEventBus;
  /** The settings of the pipeline. */
  readonly settings: Settings;
}

/** Makes the shared parts, except those that the user has. */
export function makePipeline(scope: Construct, props: EsignWebhooksProps): Pipeline {
  const settings = settingsFor(scope, props);
  addServicesToKeyPolicies(scope, props);
  const eventBus =
    props.eventBus ?? new events.EventBus(scope, 'EventBus', { eventBusName: physicalName(scope, '.') });
  if (props.schemaRegistry === true) new SchemaRegistry(scope, 'Schemas');
  const archiveBucket = props.archiveBucket ?? makeArchiveBucket(scope, settings, props.archiveRetention);
  makeWriteOnce(scope, archiveBucket);
  if (props.archiveBucket) warnOfUnversioned(scope, props.archiveBucket);
  const intake = new WorkQueue(scope, 'Intake', {
    // Lambda advises six times the function's timeout, so that a throttled run does not count as a receive.
    visibilityTimeout: Duration.minutes(6),
    settings,
  });
  const spool = makeSpoolBucket(scope, intake.queue, settings);
  const claims = makeClaimsBucket(scope, settings);
  return { intake, spool, claims, archiveBucket, eventBus, settings };
}
