import type * as kms from 'aws-cdk-lib/aws-kms';
import { type ArchiverSettings } from './archiver-settings';
import { type Endpoint } from './endpoint';
import { type Pipeline } from './pipeline';
import { type Reconciler } from './reconciler';
import { type StageFunction } from './stage-function';

/** The parts of a pipeline on which the operator's commands work. */
export interface CommandTargets {
  /** The shared parts. */
  readonly pipeline: Pipeline;
  /** The endpoints. */
  readonly endpoints: readonly Endpoint[];
  /** The function that publishes signing events. */
  readonly publisher: Pick<StageFunction, 'function' | 'consumer'>;
  /** The maximum number of batches that it publishes at the same time. */
  readonly publisherConcurrency: number;
  /** The beginning of the names of the alarms. */
  readonly alarmPrefix: string;
  /** What all archivers share. Undefined if no endpoint archives. */
  readonly archiverSettings?: Pick<ArchiverSettings, 'logGroup' | 'concurrency'>;
  /** The function that finds what no webhook reported. Undefined if no endpoint reconciles. */
  readonly reconciler?: Pick<Reconciler, 'queue' | 'logGroup' | 'function' | 'consumer'>;
  /** The keys that encrypted data before. */
  readonly formerKeys: readonly kms.IKey[];
}
