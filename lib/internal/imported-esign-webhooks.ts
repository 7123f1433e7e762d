import type * as events from 'aws-cdk-lib/aws-events';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { type Construct } from 'constructs';
import { type EsignWebhooksAttributes } from '../esign-webhooks-attributes';
import { EsignWebhooksBase } from '../esign-webhooks-base';
import { EsignWebhooksGrants } from '../esign-webhooks-grants';
import { chosenMetricRules, CountedMetrics } from './counted-metrics';
import { type EventSource } from './endpoint-conditions';
import { attributeNames } from './known-props';
import { misspelt, warnOfMisspelt } from './misspelt-props';
import { endpointNameRule, requireAll } from './prop-rules';
import { message } from './message';

/** A pipeline of another app. */
export class ImportedEsignWebhooks extends EsignWebhooksBase {
  /** The bus of that app. */
  readonly eventBus: events.IEventBus;
  /** The archive bucket of that app. */
  readonly archiveBucket: s3.IBucket;
  /** The dimension `service` of its metrics. */
  readonly serviceName: string;
  /** The permissions to read the archive bucket. */
  readonly grants: EsignWebhooksGrants;
  /**
   * The endpoints, as far as they decide which events there are.
   *
   * @internal
   */
  protected readonly _sources: readonly EventSource[];
  /**
   * The metrics that its functions count.
   *
   * @internal
   */
  protected readonly _countedMetrics: CountedMetrics;
  /**
   * The alarms and queues, which only that app knows.
   *
   * @internal
   */
  protected readonly _watchedParts = undefined;

  constructor(scope: Construct, id: string, attributes: EsignWebhooksAttributes) {
    super(scope, id);
    const { endpoints, archivingEndpoints = endpoints, serviceName } = attributes;
    warnOfMisspelt(this, misspelt('fromAttributes', attributes, attributeNames));
    const unknown = archivingEndpoints.filter((name) => !endpoints.includes(name));
    requireAll(message`EsignWebhooks.fromAttributes "${this.node.path}"`, [
      [endpoints.length > 0, 'endpoints is empty: give the names of the endpoints'],
      ...endpoints.map(endpointNameRule),
      ...chosenMetricRules(attributes.metrics),
      [
        unknown.length === 0,
        message`archivingEndpoints has "${unknown.join('", "')}", which endpoints does not have: give names of endpoints`,
      ],
      [
        serviceName !== '',
        message`serviceName is "": give EsignWebhooks.serviceName of the app that made the pipeline`,
      ],
    ]);
    this.eventBus = attributes.eventBus;
    this.archiveBucket = attributes.archiveBucket;
    this.serviceName = serviceName;
    this._countedMetrics = new CountedMetrics(attributes.metrics);
    this._sources = endpoints.map((name) => ({ name, archives: archivingEndpoints.includes(name) }));
    this.grants = EsignWebhooksGrants._on(this, this._sources, attributes.formerEncryptionKeys);
  }
}
