import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { type Endpoint } from './endpoint';
import { type Pipeline } from './pipeline';
import { type Reconciler } from './reconciler';

/** The parts of a pipeline on which the operator's commands work. */
export interface CommandTargets {
  /** The shared parts. */
  readonly pipeline: Pipeline;
  /** The endpoints. */
  readonly endpoints: readonly Endpoint[];
  /** The function that publishes signing events. */
  readonly publisher: Pick<lambda.Function, 'logGroup' | 'functionName' | 'functionArn'>;
  /** The connection of that function with the intake queue. */
  readonly intakeConsumer?: lambda.IEventSourceMapping;
  /** The maximum number of batches that it publishes at the same time. */
  readonly publisherConcurrency: number;
  /** The beginning of the names of the alarms. */
  readonly alarmPrefix: string;
  /** The log group of all archivers. Undefined if no endpoint archives. */
  readonly archiverLogGroup?: logs.ILogGroup;
  /** The maximum number of envelopes that an archiver downloads at the same time. Undefined if no endpoint archives. */
  readonly archiveConcurrency?: number;
  /** The function that finds what no webhook reported. Undefined if no endpoint reconciles. */
  readonly reconciler?: Pick<Reconciler, 'queue' | 'logGroup' | 'function' | 'consumer'>;
  /** The keys that encrypted data before. */
  readonly formerKeys: readonly kms.IKey[];
}
