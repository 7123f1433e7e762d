import { Construct } from 'constructs';
import { type EsignWebhooksProps } from '../esign-webhooks-props';
import { type ArchiverSettings } from './archiver-settings';
import { type Endpoint } from './endpoint';
import { type Pipeline } from './pipeline';
import { Reconciler } from './reconciler';

/** What the reconciler is made of. */
export interface ReconcilerParts {
  /** The endpoints. */
  readonly endpoints: readonly Endpoint[];
  /** The user's choice. */
  readonly props: Pick<EsignWebhooksProps, 'reconciliation'>;
  /** The settings of the archivers. Undefined if no endpoint archives. */
  readonly archiverSettings?: ArchiverSettings;
  /** The shared parts of the pipeline. */
  readonly pipeline: Pipeline;
}

/** Makes the reconciler. Nothing if no endpoint reconciles. */
export function makeReconciler(scope: Construct, parts: ReconcilerParts): Reconciler | undefined {
  const { props, archiverSettings, pipeline } = parts;
  const endpoints = parts.endpoints.flatMap(({ archived }) => (archived?.reconciles ? [archived] : []));
  if (endpoints.length === 0 || !archiverSettings) return undefined;
  const { reconciliation: options = {} } = props;
  const { network } = archiverSettings;
  return new Reconciler(new Construct(scope, 'Reconciliation'), 'Reconciler', {
    endpoints,
    options,
    network,
    pipeline,
  });
}
