import { Duration, Stack, Tokenization } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type Construct } from 'constructs';
import { type Pipeline } from './pipeline';
import { type ProviderEndpoint } from './provider-endpoint';
import { secretId } from './secret-id';
import { StageFunction } from './stage-function';
import { type WebhookApi } from './webhook-api';

/** Properties of a verifier. */
export interface VerifierProps {
  /** The description of the endpoint by its provider. */
  readonly providerEndpoint: ProviderEndpoint;
  /** The secret that proves that a webhook is genuine. */
  readonly webhookSecret: secretsmanager.ISecret;
  /** The API that receives the webhooks. */
  readonly api: WebhookApi;
  /** The reserved concurrency. */
  readonly reservedConcurrency?: number;
  /** The shared parts of the pipeline. */
  readonly pipeline: Pipeline;
}

/** The function of one endpoint that verifies each request, and stores genuine ones before it answers. */
export class Verifier extends StageFunction {
  constructor(scope: Construct, id: string, props: VerifierProps) {
    const { providerEndpoint, webhookSecret, api, pipeline } = props;
    const { intake, spool, settings } = pipeline;
    super(scope, id, {
      stage: 'verify',
      description: `Verifies and stores the webhooks of ${providerEndpoint.name}`,
      // The stage's own time limits end at 8 seconds. Providers wait 10.
      timeout: Duration.seconds(10),
      // More memory means more CPU, and a cold start needs only CPU.
      memorySize: 512,
      reservedConcurrentExecutions: props.reservedConcurrency,
      environment: {
        PROVIDER: providerEndpoint.provider,
        ENDPOINT: providerEndpoint.name,
        INTAKE_QUEUE_URL: intake.queue.queueUrl,
        SPOOL_BUCKET: spool.bucketName,
        SECRET_ID: secretId(webhookSecret),
        SECRET_GRACE_SECONDS: String(settings.secretGrace.toSeconds()),
        THROTTLE_RATE_PER_SECOND: Tokenization.stringifyNumber(api.limits.rateLimit),
        THROTTLE_BURST: Tokenization.stringifyNumber(api.limits.burstLimit),
        PROVIDER_OPTIONS: Stack.of(scope).toJsonString(
          providerEndpoint.verifierOptions(api.urlsOf(providerEndpoint.name)),
        ),
      },
      settings,
    });
    this.allowSecrets('ReadWebhookSecret', webhookSecret);
    this.allow('QueueWebhooks', ['sqs:SendMessage'], intake.queue.queueArn);
    this.allowObjects('SpoolWebhooks', ['s3:PutObject'], spool, `${providerEndpoint.name}/`);
    api.route(this, providerEndpoint, this.function);
  }

  /**
   * Opens the route of a new endpoint only after the publisher is deployed: the publisher refuses webhooks of endpoints that
   * it does not know.
   */
  openAfter(publisher: lambda.IFunction): void {
    this.node.findChild('Route').node.addDependency(publisher);
  }
}
