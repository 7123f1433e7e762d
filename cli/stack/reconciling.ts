import { CommandFailure } from '../command-failure';
import type { SelectedEndpoint } from './stack';

/** What a pass over an endpoint needs. */
export interface ReconcilingEndpoint {
  readonly reconcileQueueUrl: string;
  /** The name of the endpoint's archive queue. */
  readonly archiveQueue: string;
  readonly reconcilerLogGroup: string;
  readonly archiverLogGroup: string;
  /** How many of its envelopes are downloaded at the same time. */
  readonly archiveConcurrency: number;
}

/** The default of the prop `archiveConcurrency`. */
const defaultConcurrency = 2;

/** Returns what a pass over this endpoint needs. Throws `CommandFailure` if no pass can read its provider's list. */
export function reconcilingEndpoint({ endpoint, pipeline }: SelectedEndpoint): ReconcilingEndpoint {
  const { endpoint: name, archiveQueueUrl, reconciles } = endpoint;
  if (archiveQueueUrl === undefined) {
    throw new CommandFailure(
      `The endpoint "${name}" does not archive (archive is false), so no pass reads its provider's list.`,
    );
  }
  if (reconciles === false) {
    throw new CommandFailure(
      `The endpoint "${name}" does not reconcile (reconcile is false), so no pass reads its provider's list. Deploy it without this option first.`,
    );
  }
  const { reconcileQueueUrl, reconcilerLogGroup, archiverLogGroup } = pipeline;
  if (!reconciles || !reconcileQueueUrl || !reconcilerLogGroup || !archiverLogGroup) {
    throw new CommandFailure(
      'An earlier version of cdk-esign-webhooks deployed the stack: its outputs name no reconcile queue. Deploy it with this version first.',
    );
  }
  return {
    reconcileQueueUrl,
    reconcilerLogGroup,
    archiverLogGroup,
    archiveQueue: archiveQueueUrl.slice(archiveQueueUrl.lastIndexOf('/') + 1),
    archiveConcurrency: pipeline.archiveConcurrency ?? defaultConcurrency,
  };
}
