import type * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type EsignEndpoint } from './esign-endpoint';
import { EsignWebhooksGrants } from './esign-webhooks-grants';
import { type EsignWebhooksProps } from './esign-webhooks-props';
import { makeArchiverSettings } from './internal/archiver-settings';
import { restrictWriters } from './internal/archive-writers';
import { checkProps } from './internal/check-props';
import { Endpoint } from './internal/endpoint';
import { requireAll } from './internal/prop-rules';
import { busRules } from './internal/bus-rules';
import { Monitoring } from './internal/monitoring';
import { makePipeline } from './internal/pipeline';
import { pipelineMetric, type PipelineMetricName } from './internal/pipeline-metric';
import { Publisher } from './internal/publisher';
import { registerEndpoints } from './internal/shared-resources';
import { writePipelineOutput } from './internal/stack-outputs';
import { WebhookApi } from './internal/webhook-api';
import { type OnEnvelopeOptions, type OnSigningEventOptions } from './on-signing-event-options';
import { SigningEventPattern } from './signing-event-pattern';
import { SigningEventType } from './signing-event-type';

/**
 * A pipeline for the webhooks of e-signature providers. It loses no webhook that it has accepted, publishes normalized
 * signing events on an EventBridge bus, and stores the executed PDFs, with proof, in S3.
 */
export class EsignWebhooks extends Construct {
  /** The bus for the signing events. */
  public readonly eventBus: events.IEventBus;

  /** The bucket with the executed PDFs (`documents/`) and the raw requests (`webhooks/`). */
  public readonly archiveBucket: s3.IBucket;

  /** The API with the webhook routes. */
  public readonly httpApi: apigatewayv2.IHttpApi;

  /** The queue with the verified webhooks that the publisher will process. */
  public readonly intakeQueue: sqs.IQueue;

  /** The dead-letter queue with the webhooks that could not be published. */
  public readonly intakeDeadLetterQueue: sqs.IQueue;

  /** The bucket with the verified webhooks that could not be sent to the intake queue. */
  public readonly spoolBucket: s3.IBucket;

  /** The function that publishes signing events. */
  public readonly publisher: lambda.IFunction;

  /** The permissions to read the archive bucket. */
  public readonly grants: EsignWebhooksGrants;

  private readonly serviceName: string;
  private readonly endpoints: ReadonlyMap<string, Endpoint>;

  constructor(scope: Construct, id: string, props: EsignWebhooksProps) {
    super(scope, id);
    checkProps(this, props);
    const { httpApi: existing, baseUrl, throttling, verifierConcurrency } = props;
    const { publisherConcurrency: concurrency = 5 } = props;
    const pipeline = makePipeline(this, props);
    const { intake, settings } = pipeline;
    const api = new WebhookApi(this, 'Api', { existing, baseUrl, throttling, settings });
    const archiverSettings = makeArchiverSettings(this, props, settings);
    const endpoints = props.providers.map(
      ({ _providerEndpoint: providerEndpoint }) =>
        new Endpoint(this, { providerEndpoint, api, verifierConcurrency, archiverSettings, pipeline }),
    );
    this.eventBus = pipeline.eventBus;
    this.archiveBucket = pipeline.archiveBucket;
    this.httpApi = api.httpApi;
    registerEndpoints(this, props.providers, this);
    this.intakeQueue = intake.queue;
    this.intakeDeadLetterQueue = intake.deadLetterQueue;
    this.spoolBucket = pipeline.spool;
    this.grants = EsignWebhooksGrants._on(pipeline.archiveBucket, props.formerEncryptionKeys);
    const publisher = new Publisher(this, 'Publisher', { endpoints, concurrency, pipeline });
    restrictWriters(this, pipeline.archiveBucket, { endpoints, publisher, further: props.archiveWriters });
    this.publisher = publisher.function;
    this.serviceName = settings.serviceName;
    this.endpoints = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));
    new Monitoring(this, 'Alarms', {
      ownApi: api.ownApi,
      throttled: api.throttled,
      intake,
      sweepDeadLetterQueue: publisher.sweepDeadLetterQueue,
      endpoints,
      actions: props.alarmActions ?? [],
      serviceName: this.serviceName,
    });
    settings.keyUse?.comesBefore(this);
    const archiverLogGroup = archiverSettings?.logGroup;
    writePipelineOutput(this, { pipeline, publisher: publisher.function, archiverLogGroup });
  }

  /**
   * Returns the resources of an endpoint.
   *
   * @throws if there is no endpoint of this name
   */
  public endpoint(name: string): EsignEndpoint {
    const { webhookUrl, webhookSecret, verifier, archived, archiver } = this.find(name);
    return {
      webhookUrl,
      webhookSecret,
      verifier: verifier.function,
      apiKeySecret: archived?.apiKey,
      archiveQueue: archived?.jobs.queue,
      archiveDeadLetterQueue: archived?.jobs.deadLetterQueue,
      archiver: archiver?.function,
    };
  }

  /**
   * Returns the address of an endpoint. Register it at the provider, character for character.
   *
   * @throws if there is no endpoint of this name, or if its address ends with a secret token; the command
   *   `npx --no-install cdk-esign-webhooks addresses` prints such an address
   */
  public webhookUrl(endpoint: string): string {
    const { webhookUrl } = this.find(endpoint);
    if (webhookUrl !== undefined) return webhookUrl;
    throw new Error(
      `EsignWebhooks "${this.node.path}": the address of endpoint "${endpoint}" ends with a secret token: run \`npx --no-install cdk-esign-webhooks addresses\` after the deployment to print it`,
    );
  }

  /**
   * Adds a rule for the signing events of these endpoints. By default it matches all of them.
   *
   * @throws if the bus is known to be in another account or region than the rule, which would never match
   */
  public onSigningEvent(id: string, options: OnSigningEventOptions = {}): events.Rule {
    const { target, crossStackScope, eventPattern, description, ruleName, ...wanted } = options;
    const ruleScope = crossStackScope ?? this;
    requireAll(`EsignWebhooks "${this.node.path}"`, busRules(ruleScope, id, this.eventBus));
    const rule = new events.Rule(ruleScope, id, {
      eventBus: this.eventBus,
      eventPattern,
      description,
      ruleName,
    });
    // Other constructs may publish on the same bus, so the rule names these endpoints.
    rule.addEventPattern(SigningEventPattern.matching({ endpoints: [...this.endpoints.keys()], ...wanted }));
    if (target) rule.addTarget(target);
    return rule;
  }

  /**
   * Adds a rule for completed envelopes. These events are only as strong as the proof of their webhook: use
   * `onEnvelopeArchived` to act on a signature.
   */
  public onEnvelopeCompleted(id: string, options: OnEnvelopeOptions = {}): events.Rule {
    return this.onSigningEvent(id, { ...options, types: [SigningEventType.ENVELOPE_COMPLETED] });
  }

  /** Adds a rule for envelopes that the provider's API confirmed as complete, and whose executed PDFs are archived. */
  public onEnvelopeArchived(id: string, options: OnEnvelopeOptions = {}): events.Rule {
    return this.onSigningEvent(id, { ...options, types: [SigningEventType.ENVELOPE_ARCHIVED] });
  }

  /** Returns the number of webhooks of an endpoint that were verified and stored. */
  public metricWebhookAccepted(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('WebhookAccepted', endpoint, options);
  }

  /** Returns the number of requests to an endpoint that were not genuine. */
  public metricWebhookRefused(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('WebhookRefused', endpoint, options);
  }

  /** Returns the number of requests to an endpoint that could not be checked or stored. */
  public metricWebhookUnchecked(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('WebhookUnchecked', endpoint, options);
  }

  /**
   * Returns the number of webhooks of an endpoint that matched only the previous value of its secret, in the grace period.
   * As long as there are some, the provider does not use the new value yet.
   */
  public metricPreviousSecretMatched(
    endpoint: string,
    options?: cloudwatch.MetricOptions,
  ): cloudwatch.Metric {
    return this.metric('PreviousSecretMatched', endpoint, options);
  }

  /**
   * Returns the number of calls to an endpoint's provider that worked only with the previous API key, in the grace period.
   * As long as there are some, the provider does not accept the new key yet.
   */
  public metricPreviousApiKeyUsed(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('PreviousApiKeyUsed', endpoint, options);
  }

  /** Returns the number of events of an endpoint that were published on the bus. */
  public metricEventPublished(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('EventPublished', endpoint, options);
  }

  /** Returns the number of archived envelopes of an endpoint. */
  public metricBundleArchived(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BundleArchived', endpoint, options);
  }

  /** Returns the number of envelopes of an endpoint that were given up. */
  public metricArchiveFailed(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ArchiveFailed', endpoint, options);
  }

  private metric(
    name: PipelineMetricName,
    endpoint: string,
    options?: cloudwatch.MetricOptions,
  ): cloudwatch.Metric {
    return pipelineMetric(this.serviceName, name, this.find(endpoint).name, options).attachTo(this);
  }

  private find(name: string): Endpoint {
    const endpoint = this.endpoints.get(name);
    if (endpoint) return endpoint;
    const names = [...this.endpoints.keys()].join('", "');
    throw new Error(`EsignWebhooks "${this.node.path}" has no endpoint "${name}": it has "${names}"`);
  }
}
