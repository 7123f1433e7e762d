import type * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { type Construct } from 'constructs';
import { type EsignEndpoint } from './esign-endpoint';
import { type EsignWebhooksAttributes } from './esign-webhooks-attributes';
import { EsignWebhooksBase } from './esign-webhooks-base';
import { EsignWebhooksGrants } from './esign-webhooks-grants';
import { EsignWebhooksOperatorGrants } from './esign-webhooks-operator-grants';
import { type EsignWebhooksProps } from './esign-webhooks-props';
import { type IEsignWebhooks } from './esign-webhooks-ref';
import { makeArchiverSettings } from './internal/archiver-settings';
import { restrictWriters } from './internal/archive-writers';
import { alarmNamePrefix } from './internal/alarm-names';
import { checkProps } from './internal/check-props';
import { type CountedMetrics } from './internal/counted-metrics';
import { Endpoint } from './internal/endpoint';
import { type EventSource } from './internal/endpoint-conditions';
import { ImportedEsignWebhooks } from './internal/imported-esign-webhooks';
import { Monitoring } from './internal/monitoring';
import { makePipeline } from './internal/pipeline';
import { Publisher } from './internal/publisher';
import { requireEndpoint } from './internal/require-endpoint';
import { makeReconciler } from './internal/make-reconciler';
import { registerEndpoints } from './internal/shared-resources';
import { watchedParts } from './internal/watched-parts';
import { type WatchedParts } from './internal/dashboard-widgets';
import { writePipelineOutput } from './internal/stack-outputs';
import { WebhookApi } from './internal/webhook-api';

const typeSymbol = Symbol.for('cdk-esign-webhooks.EsignWebhooks');

/**
 * A pipeline for the webhooks of e-signature providers. It loses no webhook that it has accepted, publishes normalized
 * signing events on an EventBridge bus, and stores the executed PDFs, with proof, in S3.
 */
export class EsignWebhooks extends EsignWebhooksBase {
  /**
   * Returns a pipeline of another app, for its rules, grants and metrics. Nothing of it changes.
   *
   * @throws if an attribute cannot be right
   */
  public static fromAttributes(
    scope: Construct,
    id: string,
    attributes: EsignWebhooksAttributes,
  ): IEsignWebhooks {
    return new ImportedEsignWebhooks(scope, id, attributes);
  }

  /** Returns whether a value is an `EsignWebhooks`, also one of another copy of this package. */
  public static isEsignWebhooks(x: unknown): x is EsignWebhooks {
    return typeof x === 'object' && x !== null && typeSymbol in x;
  }

  /** The bus for the signing events. */
  public readonly eventBus: events.IEventBus;

  /** The bucket with the executed PDFs (`documents/`) and the raw requests (`webhooks/`). */
  public readonly archiveBucket: s3.IBucket;

  /** The API with the webhook routes. */
  public readonly httpApi: apigatewayv2.IHttpApi;

  /** The domain name of the API. Not set without the prop `domain`. */
  public readonly domainName?: apigatewayv2.IDomainName;

  /** The queue with the verified webhooks that the publisher will process. */
  public readonly intakeQueue: sqs.IQueue;

  /** The dead-letter queue with the webhooks that could not be published. */
  public readonly intakeDeadLetterQueue: sqs.IQueue;

  /** The bucket with the verified webhooks that could not be sent to the intake queue. */
  public readonly spoolBucket: s3.IBucket;

  /** The function that publishes signing events. */
  public readonly publisher: lambda.IFunction;

  /** The function that finds completed envelopes that no webhook reported. Not set if no endpoint reconciles. */
  public readonly reconciler?: lambda.IFunction;

  /** The permissions to read the archive bucket. */
  public readonly grants: EsignWebhooksGrants;

  /** The permissions for people and pipelines that run the commands of `cdk-esign-webhooks`. */
  public readonly operatorGrants: EsignWebhooksOperatorGrants;

  /** The alarms by their names, such as `IntakeDeadLetters`; the names are in `docs/runbook.md`. */
  // eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style -- jsii knows no Record
  public readonly alarms: { [name: string]: cloudwatch.Alarm };

  /** The dimension `service` of the metrics: the name of the stack, a dash, and the path of the construct. */
  public readonly serviceName: string;

  /**
   * The endpoints, as far as they decide which events there are.
   *
   * @internal
   */
  protected readonly _sources: readonly EventSource[];

  /**
   * The metrics that the functions count.
   *
   * @internal
   */
  protected readonly _countedMetrics: CountedMetrics;

  /**
   * The alarms and queues for a dashboard.
   *
   * @internal
   */
  protected readonly _watchedParts: WatchedParts;

  private readonly endpoints: readonly Endpoint[];

  constructor(scope: Construct, id: string, props: EsignWebhooksProps) {
    super(scope, id);
    checkProps(this, props);
    const { verifierConcurrency, publisherConcurrency: concurrency = 5 } = props;
    const pipeline = makePipeline(this, props);
    const { intake, settings } = pipeline;
    const api = new WebhookApi(this, 'Api', { choice: props, settings });
    const archiverSettings = makeArchiverSettings(this, props, settings);
    const endpoints = props.providers.map(
      ({ _providerEndpoint: providerEndpoint }) =>
        new Endpoint(this, { providerEndpoint, api, verifierConcurrency, archiverSettings, pipeline }),
    );
    this.eventBus = pipeline.eventBus;
    this.archiveBucket = pipeline.archiveBucket;
    this.httpApi = api.httpApi;
    this.domainName = api.domainName;
    registerEndpoints(this, props.providers, this);
    this.intakeQueue = intake.queue;
    this.intakeDeadLetterQueue = intake.deadLetterQueue;
    this.spoolBucket = pipeline.spool;
    this._sources = endpoints.map(({ source }) => source);
    this.grants = EsignWebhooksGrants._on(this, this._sources, props.formerEncryptionKeys);
    const publisher = new Publisher(this, 'Publisher', { endpoints, concurrency, pipeline });
    const reconciler = makeReconciler(this, { endpoints, props, archiverSettings, pipeline });
    restrictWriters(this, props, { endpoints, publisher, reconciler, pipeline });
    this.reconciler = reconciler?.function;
    this.publisher = publisher.function;
    this.serviceName = settings.serviceName;
    this._countedMetrics = settings.countedMetrics;
    this.endpoints = endpoints;
    const watched = { api, publisher, pipeline, endpoints, choice: props };
    this.alarms = new Monitoring(this, 'Alarms', watched).alarms;
    this._watchedParts = watchedParts({ ...watched, alarms: this.alarms });
    settings.keyUse?.comesBefore(this);
    const alarmPrefix = alarmNamePrefix(this, Object.values(this.alarms));
    const stages = { endpoints, publisher, publisherConcurrency: concurrency, archiverSettings, reconciler };
    const targets = { pipeline, formerKeys: props.formerEncryptionKeys ?? [], alarmPrefix, ...stages };
    writePipelineOutput(this, targets);
    this.operatorGrants = EsignWebhooksOperatorGrants._on(this, targets);
  }

  /**
   * Returns the resources of an endpoint.
   *
   * @throws if there is no endpoint of this name
   */
  public endpoint(name: string): EsignEndpoint {
    const { webhookUrl, webhookSecret, verifier, archived, archiver } = requireEndpoint(
      this,
      this.endpoints,
      name,
    );
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
    const { webhookUrl } = requireEndpoint(this, this.endpoints, endpoint);
    if (webhookUrl !== undefined) return webhookUrl;
    throw new Error(
      `EsignWebhooks "${this.node.path}": the address of endpoint "${endpoint}" ends with a secret token: run \`npx --no-install cdk-esign-webhooks addresses\` after the deployment to print it`,
    );
  }
}

Object.defineProperty(EsignWebhooks.prototype, typeSymbol, { value: true });
