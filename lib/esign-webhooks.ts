import { Aws, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { Archiver, type ArchivedEndpoint } from './archiver';
import { type EsignProvider } from './esign-provider';
import { type EsignWebhooksProps } from './esign-webhooks-props';
import { makeArchiveBucket, writeOnceStatements } from './private/archive-bucket';
import { pascalCase } from './private/pascal-case';
import { type Settings } from './private/settings';
import { SpoolBucket } from './private/spool-bucket';
import { ValueSecret } from './private/value-secret';
import { WebhookApi } from './private/webhook-api';
import { WorkQueue } from './private/work-queue';
import { Publisher } from './publisher';
import { Verifier } from './verifier';

const publisherTimeout = Duration.minutes(1);

/**
 * Takes the webhooks of e-signature providers into an AWS account, loses none that it has accepted, publishes them as
 * signing events, and keeps the executed PDFs.
 */
export class EsignWebhooks extends Construct {
  /** The bus that signing events go to. */
  public readonly eventBus: events.IEventBus;
  /** Keeps the executed PDFs (`documents/`) and the raw requests (`webhooks/`). */
  public readonly archiveBucket: s3.IBucket;
  /** The API with the webhook routes. */
  public readonly httpApi: apigatewayv2.IHttpApi;

  private readonly api: WebhookApi;
  private readonly settings: Settings;

  constructor(scope: Construct, id: string, props: EsignWebhooksProps) {
    super(scope, id);
    const settings = this.settingsOf(props);
    this.settings = settings;
    this.eventBus = props.eventBus ?? new events.EventBus(this, 'EventBus');
    this.archiveBucket = props.archiveBucket ?? makeArchiveBucket(this, settings, props.archiveRetention);
    for (const statement of writeOnceStatements(this.archiveBucket)) {
      this.archiveBucket.addToResourcePolicy(statement);
    }
    const intake = new WorkQueue(this, 'Intake', {
      visibilityTimeout: Duration.seconds(6 * publisherTimeout.toSeconds()),
      retentionPeriod: Duration.days(4),
      settings,
    });
    const spool = new SpoolBucket(this, 'Spool', intake.queue, settings).bucket;
    this.api = new WebhookApi(this, 'Api', {
      existing: props.httpApi,
      baseUrl: props.baseUrl,
      throttling: {
        rateLimit: props.throttling?.rateLimit ?? 100,
        burstLimit: props.throttling?.burstLimit ?? 200,
      },
      settings,
    });
    this.httpApi = this.api.httpApi;
    for (const provider of props.providers) {
      const verifier = new Verifier(this, pascalCase(provider.endpoint), {
        endpoint: provider._deployment,
        api: this.api,
        intake: intake.queue,
        spool,
        reservedConcurrency: props.verifierConcurrency,
        settings,
      });
      this.output(
        provider,
        'WebhookUrl',
        'Address to register at the provider',
        this.webhookUrl(provider.endpoint),
      );
      if (!provider._deployment.webhookSecret.existing) {
        this.output(
          provider,
          'WebhookSecretArn',
          provider._deployment.webhookSecret.holds,
          verifier.webhookSecret.secretArn,
        );
      }
    }
    const archived = this.archivedEndpoints(props);
    new Publisher(this, 'Publisher', {
      intake,
      spool,
      archiveBucket: this.archiveBucket,
      eventBus: this.eventBus,
      archiveQueues: Object.fromEntries(archived.map(({ name, work }) => [name, work.queue])),
      timeout: publisherTimeout,
      settings,
    });
    if (archived.length > 0) {
      new Archiver(this, 'Archiver', {
        endpoints: archived,
        archiveBucket: this.archiveBucket,
        eventBus: this.eventBus,
        concurrency: props.archiveConcurrency ?? 2,
        vpc: props.vpc,
        vpcSubnets: props.vpcSubnets,
        securityGroups: props.securityGroups,
        settings,
      });
    }
    this.outputNamed('EventBusName', 'Bus of the signing events', this.eventBus.eventBusName);
    this.outputNamed('ArchiveBucketName', 'Executed PDFs and raw requests', this.archiveBucket.bucketName);
  }

  /** Address of an endpoint, to be registered at the provider letter for letter. */
  public webhookUrl(endpoint: string): string {
    return this.api.urlOf(endpoint);
  }

  private archivedEndpoints(props: EsignWebhooksProps): ArchivedEndpoint[] {
    return props.providers.flatMap((provider) => {
      const { archive, name, provider: providerId } = provider._deployment;
      if (!archive) return [];
      const scope = new Construct(this, `${pascalCase(name)}Archive`);
      const work = new WorkQueue(scope, 'Jobs', {
        visibilityTimeout: Duration.minutes(20),
        retentionPeriod: Duration.days(7),
        settings: this.settings,
      });
      const apiKey =
        archive.apiKey.existing ?? new ValueSecret(scope, 'ApiKey', archive.apiKey, this.settings).secret;
      if (!archive.apiKey.existing)
        this.output(provider, 'ApiKeySecretArn', archive.apiKey.holds, apiKey.secretArn);
      return [{ name, provider: providerId, archive, work, apiKey }];
    });
  }

  private settingsOf(props: EsignWebhooksProps): Settings {
    const path = Stack.of(this) === this.node.scope ? this.node.id : this.node.path;
    return {
      serviceName: `${Aws.STACK_NAME}-${path}`,
      encryptionKey: props.encryptionKey,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      logRetention: props.logRetention ?? logs.RetentionDays.SIX_MONTHS,
      secretGrace: props.secretGrace ?? Duration.days(1),
    };
  }

  private output(provider: EsignProvider, name: string, description: string, value: string): void {
    this.outputNamed(
      `${pascalCase(provider.endpoint)}${name}`,
      `${description} (${provider.endpoint})`,
      value,
    );
  }

  private outputNamed(name: string, description: string, value: string): void {
    new CfnOutput(this, name, { description, value }).overrideLogicalId(
      `${this.node.id.replace(/[^A-Za-z0-9]/g, '')}${name}`,
    );
  }
}
