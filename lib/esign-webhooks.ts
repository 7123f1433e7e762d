import type * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { Archiver } from './internal/archiver';
import { Endpoint } from './internal/endpoint';
import { type EsignEndpoint } from './esign-endpoint';
import { EsignWebhooksGrants } from './esign-webhooks-grants';
import { type EsignWebhooksProps } from './esign-webhooks-props';
import { Monitoring } from './internal/monitoring';
import { type OnEnvelopeOptions, type OnSigningEventOptions } from './on-signing-event-options';
import { checkProps } from './internal/check-props';
import { makeOutput } from './internal/make-output';
import { tellPipeline } from './internal/operator-outputs';
import { makePipeline } from './internal/pipeline';
import { pipelineMetric, type PipelineMetricName } from './internal/pipeline-metric';
import { WebhookApi } from './internal/webhook-api';
import { Publisher } from './internal/publisher';
import { SigningEventPattern } from './signing-event-pattern';
import { SigningEventType } from './signing-event-type';

/**
 * Takes the webhooks of e-signature providers into an AWS account, loses none that it has accepted, publishes them as
 * normalized signing events on an EventBridge bus, and keeps the executed PDFs, with proof, in S3.
 */
export class EsignWebhooks extends Construct {
  /** The bus that signing events go to. */
  public readonly eventBus: events.IEventBus;

  /** Keeps the executed PDFs (`documents/`) and the raw requests (`webhooks/`). */
  public readonly archiveBucket: s3.IBucket;

  /** The API with the webhook routes. */
  public readonly httpApi: apigatewayv2.IHttpApi;

  /** Brings verified webhooks to the publisher. */
  public readonly intakeQueue: sqs.IQueue;

  /** Holds the webhooks that could not be published. */
  public readonly intakeDeadLetterQueue: sqs.IQueue;

  /** Holds the verified webhooks that the intake queue did not take. */
  public readonly spoolBucket: s3.IBucket;

  /** Publishes signing events. */
  public readonly publisher: lambda.IFunction;

  /** Archives executed PDFs; absent when no endpoint archives. */
  public readonly archiver?: lambda.IFunction;

  /** Permissions to hand out. */
  public readonly grants: EsignWebhooksGrants;

  private readonly serviceName: string;
  private readonly endpoints: ReadonlyMap<string, Endpoint>;

  constructor(scope: Construct, id: string, props: EsignWebhooksProps) {
    super(scope, id);
    checkProps(this.node.path, props);
    const { httpApi: existing, baseUrl, throttling, verifierConcurrency } = props;
    const pipeline = makePipeline(this, props);
    const { intake, settings } = pipeline;
    const api = new WebhookApi(this, 'Api', { existing, baseUrl, throttling, settings });
    const endpoints = props.providers.map(
      ({ _deployment: deployment }) => new Endpoint(this, { deployment, api, verifierConcurrency, pipeline }),
    );
    const archived = endpoints.flatMap((endpoint) => endpoint.archived ?? []);
    this.eventBus = pipeline.eventBus;
    this.archiveBucket = pipeline.archiveBucket;
    this.httpApi = api.httpApi;
    this.intakeQueue = intake.queue;
    this.intakeDeadLetterQueue = intake.deadLetterQueue;
    this.spoolBucket = pipeline.spool;
    this.grants = EsignWebhooksGrants._on(pipeline.archiveBucket);
    const publisher = new Publisher(this, 'Publisher', { archived, pipeline }).function;
    const archiver =
      archived.length > 0
        ? new Archiver(this, 'Archiver', { ...archiverOptions(props), archived, pipeline }).function
        : undefined;
    this.publisher = publisher;
    this.archiver = archiver;
    this.serviceName = settings.serviceName;
    this.endpoints = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));
    const actions = props.alarmActions ?? [];
    new Monitoring(this, 'Alarms', {
      ownApi: api.ownApi,
      intake,
      endpoints,
      actions,
      serviceName: this.serviceName,
    });
    tellPipeline(this, { pipeline, publisher, archiver });
    makeOutput(this, 'EventBusName', 'Bus of the signing events', this.eventBus.eventBusName);
    makeOutput(this, 'ArchiveBucketName', 'Executed PDFs and raw requests', this.archiveBucket.bucketName);
  }

  /** What was made for an endpoint. Throws when there is none of this name. */
  public endpoint(name: string): EsignEndpoint {
    const { webhookUrl, webhookSecret, verifier, archived } = this.find(name);
    return {
      webhookUrl,
      webhookSecret,
      verifier: verifier.function,
      apiKeySecret: archived?.apiKey,
      archiveQueue: archived?.jobs.queue,
      archiveDeadLetterQueue: archived?.jobs.deadLetterQueue,
    };
  }

  /**
   * Address of an endpoint, to be registered at the provider letter for letter. Throws when there is no such endpoint,
   * and when its address ends with a token: that is a secret, and `npx cdk-esign-webhooks addresses` prints it.
   */
  public webhookUrl(endpoint: string): string {
    const { webhookUrl } = this.find(endpoint);
    if (webhookUrl !== undefined) return webhookUrl;
    throw new Error(
      `EsignWebhooks "${this.node.path}": the address of endpoint "${endpoint}" ends with a token, so it is a secret: run \`npx cdk-esign-webhooks addresses\` after the deployment`,
    );
  }

  /** A rule for the signing events of these endpoints: all of them, or those that the options ask for. */
  public onSigningEvent(id: string, options: OnSigningEventOptions = {}): events.Rule {
    const { target, crossStackScope, eventPattern, description, ruleName, ...wanted } = options;
    const rule = new events.Rule(crossStackScope ?? this, id, {
      eventBus: this.eventBus,
      eventPattern,
      description,
      ruleName,
    });
    // The bus may be shared with other endpoints than these.
    rule.addEventPattern(SigningEventPattern.matching({ endpoints: [...this.endpoints.keys()], ...wanted }));
    if (target) rule.addTarget(target);
    return rule;
  }

  /**
   * A rule for completed envelopes: the provider's word, as strong as its webhook's proof. Whoever acts on a signature
   * listens to `onEnvelopeArchived`.
   */
  public onEnvelopeCompleted(id: string, options: OnEnvelopeOptions = {}): events.Rule {
    return this.onSigningEvent(id, { ...options, types: [SigningEventType.ENVELOPE_COMPLETED] });
  }

  /** A rule for envelopes that the provider's API confirmed as complete, and whose executed PDFs are archived. */
  public onEnvelopeArchived(id: string, options: OnEnvelopeOptions = {}): events.Rule {
    return this.onSigningEvent(id, { ...options, types: [SigningEventType.ENVELOPE_ARCHIVED] });
  }

  /** How many webhooks of an endpoint were verified and stored. */
  public metricWebhookAccepted(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('WebhookAccepted', endpoint, options);
  }

  /** How many requests to an endpoint were not genuine. */
  public metricWebhookRefused(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('WebhookRefused', endpoint, options);
  }

  /** How many requests to an endpoint could not be checked or stored. */
  public metricWebhookUnchecked(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('WebhookUnchecked', endpoint, options);
  }

  /**
   * How many webhooks of an endpoint were verified with the previous value of its secret, in its grace period: while there
   * are some, the provider does not know the new one yet.
   */
  public metricPreviousSecretMatched(
    endpoint: string,
    options?: cloudwatch.MetricOptions,
  ): cloudwatch.Metric {
    return this.metric('PreviousSecretMatched', endpoint, options);
  }

  /**
   * How many calls to an endpoint's provider worked with the previous API key only, in its grace period: while there are
   * some, the provider does not take the new one yet.
   */
  public metricPreviousApiKeyUsed(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('PreviousApiKeyUsed', endpoint, options);
  }

  /** How many events of an endpoint went to the bus. */
  public metricEventPublished(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('EventPublished', endpoint, options);
  }

  /** How many envelopes of an endpoint were archived. */
  public metricBundleArchived(endpoint: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BundleArchived', endpoint, options);
  }

  /** How many envelopes of an endpoint were given up. */
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

/** Those of the props that are about the archiver alone. */
function archiverOptions({ archiveConcurrency = 2, vpc, vpcSubnets, securityGroups }: EsignWebhooksProps) {
  return { concurrency: archiveConcurrency, vpc, vpcSubnets, securityGroups };
}
