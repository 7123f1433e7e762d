import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type * as ssm from 'aws-cdk-lib/aws-ssm';
import { type Construct } from 'constructs';
import { type ReconciliationOptions } from '../reconciliation-options';
import { type ArchivedEndpoint } from './archived-endpoint';
import { type ArchiverNetwork } from './archiver-settings';
import { type Pipeline } from './pipeline';
import { makePassQueue } from './pass-queue';
import { schedulePasses } from './pass-schedules';
import { ReconcilerSettings } from './reconciler-settings';
import { consumeActions, StageFunction } from './stage-function';

/** Properties of the reconciler. */
export interface ReconcilerProps {
  /** The endpoints whose providers it asks: those that archive and reconcile. */
  readonly endpoints: readonly ArchivedEndpoint[];
  /** The user's choice of times. */
  readonly options: ReconciliationOptions;
  /** The network, if it is not Lambda's own: the archivers' network. */
  readonly network: ArchiverNetwork;
  /** The shared parts of the pipeline. */
  readonly pipeline: Pipeline;
}

/**
 * The function that reads the providers' lists of completed envelopes and orders the archiving of those without a bundle. It
 * reads the records and lists the bundles, but writes only its own notes, and cannot publish events.
 */
export class Reconciler extends StageFunction {
  /** The queue with the pages of the passes. */
  readonly queue: sqs.IQueue;
  /** The log group of the function. */
  readonly logGroup: logs.ILogGroup;

  constructor(scope: Construct, id: string, props: ReconcilerProps) {
    const { endpoints, options, network, pipeline } = props;
    const { archiveBucket, settings } = pipeline;
    // Beside the function, whose environment names both.
    const queue = makePassQueue(scope, 'PassQueue', settings);
    const { parameter } = new ReconcilerSettings(scope, 'Settings', endpoints);
    super(scope, id, {
      stage: 'reconcile',
      description: 'Finds completed envelopes that no webhook reported',
      timeout: Duration.minutes(15),
      memorySize: 512,
      // Each page of a list sends the message of the next one. Lambda would stop that after 16 times.
      recursiveLoop: lambda.RecursiveLoop.ALLOW,
      environment: reconcilerEnvironment({ ...props, queue, parameter }),
      ...network,
      settings,
    });
    // The role exists only now. The function takes pages of scheduled passes from nobody else.
    this.function.addEnvironment('OWN_ROLE_ID', this.roleId ?? '-');
    this.queue = queue;
    this.logGroup = this.function.logGroup;
    this.consume('Pages', queue, { batchSize: 1, maxConcurrency: 10 });
    this.allow('ReadPages', consumeActions, queue.queueArn);
    this.allow('ReadSettings', ['ssm:GetParameter'], parameter.parameterArn);
    this.allow('QueueNextPages', ['sqs:SendMessage'], queue.queueArn);
    this.allow(
      'OrderArchiving',
      ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
      ...endpoints.map(({ jobs }) => jobs.queue.queueArn),
    );
    this.allowSecrets('ReadApiKeys', ...endpoints.map(({ apiKey }) => apiKey));
    this.allowObjects('KeepNotes', ['s3:PutObject', 's3:GetObject'], archiveBucket, 'reconciliation/');
    this.allowObjects('ReadRecords', ['s3:GetObject'], archiveBucket, 'webhooks/');
    this.allow('SeeWhatIsThere', ['s3:ListBucket'], archiveBucket.bucketArn);
    if (network.vpc) this.joinNetwork();
    schedulePasses(scope, queue, endpoints, options);
  }
}

/** What a reconciler's environment names. */
interface Named extends ReconcilerProps {
  readonly queue: sqs.IQueue;
  readonly parameter: ssm.IStringParameter;
}

function reconcilerEnvironment({ options, pipeline, queue, parameter }: Named): Record<string, string> {
  return {
    RECONCILE_QUEUE_URL: queue.queueUrl,
    ARCHIVE_BUCKET: pipeline.archiveBucket.bucketName,
    SETTINGS_PARAMETER: parameter.parameterName,
    SECRET_GRACE_SECONDS: String(pipeline.settings.secretGrace.toSeconds()),
    LOOKBACK_DAYS: String((options.lookback ?? Duration.days(30)).toDays({ integral: false })),
  };
}
