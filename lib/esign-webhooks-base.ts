import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type DashboardOptions } from './dashboard-options';
import { EsignMetric } from './esign-metric';
import { type EsignWebhooksGrants } from './esign-webhooks-grants';
import { type IEsignWebhooks } from './esign-webhooks-ref';
import { busRules } from './internal/bus-rules';
import { metricRules, type CountedMetrics } from './internal/counted-metrics';
import { dashboardWidgets, type WatchedParts } from './internal/dashboard-widgets';
import { endpointConditionRules, type EventSource } from './internal/endpoint-conditions';
import { conditionRules } from './internal/event-conditions';
import { given } from './internal/given';
import { dashboardOptions, ruleOptions } from './internal/known-props';
import { misspelt, warnOfMisspelt } from './internal/misspelt-props';
import { narrowPattern } from './internal/narrow-pattern';
import { pipelineMetric } from './internal/pipeline-metric';
import { requireAll } from './internal/prop-rules';
import { requireEndpoint } from './internal/require-endpoint';
import { type OnEnvelopeOptions, type OnSigningEventOptions } from './on-signing-event-options';
import { SigningEventPattern } from './signing-event-pattern';
import { SigningEventType } from './signing-event-type';

/** The rules and metrics of a pipeline, which its own app and other apps have. */
export abstract class EsignWebhooksBase extends Construct implements IEsignWebhooks {
  /** The bus for the signing events. */
  public abstract readonly eventBus: events.IEventBus;

  /** The bucket with the executed PDFs (`documents/`) and the raw requests (`webhooks/`). */
  public abstract readonly archiveBucket: s3.IBucket;

  /** The dimension `service` of the metrics: the name of the stack, a dash, and the path of the construct. */
  public abstract readonly serviceName: string;

  /** The permissions to read the archive bucket. */
  public abstract readonly grants: EsignWebhooksGrants;

  /**
   * The endpoints, as far as they decide which events there are.
   *
   * @internal
   */
  protected abstract readonly _sources: readonly EventSource[];

  /**
   * The metrics that the functions count.
   *
   * @internal
   */
  protected abstract readonly _countedMetrics: CountedMetrics;

  /**
   * What a dashboard shows beside the metrics of the functions. Undefined for a pipeline of another app.
   *
   * @internal
   */
  protected abstract readonly _watchedParts: WatchedParts | undefined;

  /**
   * Adds a rule for the signing events of these endpoints. By default it matches all of them.
   *
   * @throws if no event can match the conditions, or if the bus is known to be in another account or region than the rule,
   *   which would never match
   */
  public onSigningEvent(id: string, options: OnSigningEventOptions = {}): events.Rule {
    const { target, crossStackScope, eventPattern, description, ruleName, ...conditions } = options;
    const ruleScope = crossStackScope ?? this;
    const owner = `EsignWebhooks "${this.node.path}", rule "${id}"`;
    warnOfMisspelt(this, misspelt('onSigningEvent', options, ruleOptions));
    requireAll(owner, [
      ...busRules(ruleScope, this.eventBus),
      ...conditionRules(conditions),
      ...endpointConditionRules(conditions, this._sources),
    ]);
    // Other constructs may publish on the same bus, so the rule names these endpoints.
    const endpoints = this._sources.map(({ name }) => name);
    const own = SigningEventPattern.matching({ endpoints, ...given(conditions) });
    const rule = new events.Rule(ruleScope, id, {
      eventBus: this.eventBus,
      eventPattern: narrowPattern(ruleScope, owner, own, eventPattern),
      description,
      ruleName,
    });
    if (target) rule.addTarget(target);
    return rule;
  }

  /**
   * Adds a rule for completed envelopes. Most of these events are only as strong as the proof of their webhook: use
   * `onEnvelopeArchived` to act on a signature.
   *
   * @throws if no event can match the conditions
   */
  public onEnvelopeCompleted(id: string, options: OnEnvelopeOptions = {}): events.Rule {
    return this.onSigningEvent(id, { ...options, types: [SigningEventType.ENVELOPE_COMPLETED] });
  }

  /**
   * Adds a rule for envelopes that the provider's API confirmed as complete, and whose executed PDFs are archived.
   *
   * @throws if no event can match the conditions, or if no endpoint archives
   */
  public onEnvelopeArchived(id: string, options: OnEnvelopeOptions = {}): events.Rule {
    return this.onSigningEvent(id, { ...options, types: [SigningEventType.ENVELOPE_ARCHIVED] });
  }

  /**
   * Returns a metric of an endpoint, or of all endpoints together; by default its sum over five minutes.
   *
   * @param endpoint - the name of the endpoint; all endpoints by default
   * @throws if there is no endpoint of this name, or if the metric is switched off
   */
  public metric(
    metric: EsignMetric,
    endpoint?: string,
    options?: cloudwatch.MetricOptions,
  ): cloudwatch.Metric {
    requireAll(`EsignWebhooks "${this.node.path}"`, metricRules(this._countedMetrics, metric, endpoint));
    if (endpoint !== undefined) requireEndpoint(this, this._sources, endpoint);
    return pipelineMetric(this.serviceName, metric, endpoint, options).attachTo(this);
  }

  /** Returns the number of webhooks of an endpoint that were verified and stored. */
  public metricWebhookAccepted(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(EsignMetric.WEBHOOK_ACCEPTED, endpoint, options);
  }

  /** Returns the number of requests to an endpoint that were not genuine. */
  public metricWebhookRefused(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(EsignMetric.WEBHOOK_REFUSED, endpoint, options);
  }

  /** Returns the number of requests to an endpoint that could not be checked or stored. */
  public metricWebhookUnchecked(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(EsignMetric.WEBHOOK_UNCHECKED, endpoint, options);
  }

  /**
   * Returns the number of webhooks of an endpoint that matched only the previous value of its secret, in the grace period.
   * As long as there are some, the provider does not use the new value yet.
   */
  public metricPreviousSecretMatched(
    endpoint: string,
    options?: cloudwatch.MetricOptions,
  ): cloudwatch.Metric {
    return this.metric(EsignMetric.PREVIOUS_SECRET_MATCHED, endpoint, options);
  }

  /**
   * Returns the number of calls to an endpoint's provider that worked only with the previous API key, in the grace period.
   * As long as there are some, the provider does not accept the new key yet.
   */
  public metricPreviousApiKeyUsed(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(EsignMetric.PREVIOUS_API_KEY_USED, endpoint, options);
  }

  /** Returns the number of events of an endpoint that were published on the bus. */
  public metricEventPublished(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(EsignMetric.EVENT_PUBLISHED, endpoint, options);
  }

  /** Returns the number of archived envelopes of an endpoint. */
  public metricBundleArchived(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(EsignMetric.BUNDLE_ARCHIVED, endpoint, options);
  }

  /** Returns the number of envelopes of an endpoint that were given up. */
  public metricArchiveFailed(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(EsignMetric.ARCHIVE_FAILED, endpoint, options);
  }

  /** Returns the number of requests to an endpoint whose proof is wrong. An alarm stands on it. */
  public metricWebhookMismatched(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(EsignMetric.WEBHOOK_MISMATCHED, endpoint, options);
  }

  /** Returns the number of requests that came while the endpoint's webhook secret had no value. An alarm stands on it. */
  public metricSecretNotSet(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(EsignMetric.SECRET_NOT_SET, endpoint, options);
  }

  /** Returns the number of duplicates that say something else than the first webhook of their event. An alarm stands on it. */
  public metricDuplicateBodyDiffers(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(EsignMetric.DUPLICATE_BODY_DIFFERS, endpoint, options);
  }

  /** Returns the number of attempts for which no API key of the endpoint worked. An alarm stands on it. */
  public metricApiKeyUnusable(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(EsignMetric.API_KEY_UNUSABLE, endpoint, options);
  }

  /** Returns the number of attempts of archive jobs that have waited for four hours or more. An alarm stands on it. */
  public metricArchiveWaitingForHours(
    endpoint: string,
    options?: cloudwatch.MetricOptions,
  ): cloudwatch.Metric {
    return this.metric(EsignMetric.ARCHIVE_WAITING_FOR_HOURS, endpoint, options);
  }

  /** Returns the number of archived envelopes of an endpoint with a file that looks damaged. An alarm stands on it. */
  public metricDamagedFileArchived(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(EsignMetric.DAMAGED_FILE_ARCHIVED, endpoint, options);
  }

  /**
   * Returns the time from the arrival of a webhook until its event is on the bus, in milliseconds; by default its 95th percentile
   * over five minutes. It is measured for all endpoints together.
   */
  public metricEventDelay(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(EsignMetric.EVENT_DELAY, undefined, options);
  }

  /**
   * Returns the widgets of a dashboard, row by row, for a dashboard of your own: webhooks, events, the archive, what
   * reconciliation found, secrets and keys, and which metrics are switched off. The app that makes the pipeline has the alarms, the queues and the answers 429 too.
   */
  public dashboardWidgets(): cloudwatch.IWidget[][] {
    return dashboardWidgets(this, this._countedMetrics, this._watchedParts);
  }

  /**
   * Adds a CloudWatch dashboard with `dashboardWidgets`. It is a method and no prop: a dashboard costs money each month, and
   * its place may be another stack.
   */
  public addDashboard(id: string, options: DashboardOptions = {}): cloudwatch.Dashboard {
    const { crossStackScope = this, dashboardName } = options;
    warnOfMisspelt(this, misspelt('addDashboard', options, dashboardOptions));
    return new cloudwatch.Dashboard(crossStackScope, id, { dashboardName, widgets: this.dashboardWidgets() });
  }
}
