import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { type IConstruct } from 'constructs';
import { type DashboardOptions } from './dashboard-options';
import { type EsignMetric } from './esign-metric';
import { type EsignWebhooksGrants } from './esign-webhooks-grants';
import { type OnEnvelopeOptions, type OnSigningEventOptions } from './on-signing-event-options';

/** A pipeline for signing events: one made by `EsignWebhooks`, or one of another app by `EsignWebhooks.fromAttributes`. */
export interface IEsignWebhooks extends IConstruct {
  /** The bus for the signing events. */
  readonly eventBus: events.IEventBus;

  /** The bucket with the executed PDFs (`documents/`) and the raw requests (`webhooks/`). */
  readonly archiveBucket: s3.IBucket;

  /** The dimension `service` of the metrics: the name of the stack, a dash, and the path of the construct. */
  readonly serviceName: string;

  /** The permissions to read the archive bucket. */
  readonly grants: EsignWebhooksGrants;

  /**
   * Adds a rule for the signing events of these endpoints. By default it matches all of them.
   *
   * @throws if no event can match the conditions, or if the bus is in another account or region than the rule
   */
  onSigningEvent(id: string, options?: OnSigningEventOptions): events.Rule;

  /**
   * Adds a rule for completed envelopes. Most of these events are only as strong as the proof of their webhook: use
   * `onEnvelopeArchived` to act on a signature.
   *
   * @throws if no event can match the conditions
   */
  onEnvelopeCompleted(id: string, options?: OnEnvelopeOptions): events.Rule;

  /**
   * Adds a rule for envelopes that the provider's API confirmed as complete, and whose executed PDFs are archived.
   *
   * @throws if no event can match the conditions, or if no endpoint archives
   */
  onEnvelopeArchived(id: string, options?: OnEnvelopeOptions): events.Rule;

  /**
   * Returns a metric of an endpoint, or of all endpoints together; by default its sum over five minutes.
   *
   * @param endpoint - the name of the endpoint; all endpoints by default
   * @throws if there is no endpoint of this name, or if the metric is switched off
   */
  metric(metric: EsignMetric, endpoint?: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** Returns the time from the arrival of a webhook until its event is on the bus, for all endpoints together. */
  metricEventDelay(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** Returns the widgets of a dashboard, row by row, for a dashboard of your own. */
  dashboardWidgets(): cloudwatch.IWidget[][];

  /** Adds a CloudWatch dashboard with `dashboardWidgets`. */
  addDashboard(id: string, options?: DashboardOptions): cloudwatch.Dashboard;
}
