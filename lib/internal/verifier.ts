import { Duration, Stack } from 'aws-cdk-lib';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type Construct } from 'constructs';
import { type Pipeline } from './pipeline';
import { type ProviderEndpoint } from './provider-endpoint';
import { StageFunction } from './stage-function';
import { type WebhookApi } from './webhook-api';

/** What a verifier is made of. */
export interface VerifierProps {
  /** Whose webhooks it verifies. */
  readonly deployment: ProviderEndpoint;
  /** Proves that a webhook is genuine. */
  readonly webhookSecret: secretsmanager.ISecret;
  /** Where the webhooks come in. */
  readonly api: WebhookApi;
  /** Concurrency set aside for it. */
  readonly reservedConcurrency?: number;
  /** What the rooms share. */
  readonly pipeline: Pipeline;
}

/** Believes a request or refuses it, and stores what it believes before it answers: one function per endpoint. */
export class Verifier extends StageFunction {
  constructor(scope: Construct, id: string, props: VerifierProps) {
    const { deployment, webhookSecret, api, pipeline } = props;
    const { intake, spool, settings } = pipeline;
    super(scope, id, {
      room: 'verify',
      description: `Verifies and stores the webhooks of ${deployment.name}`,
      // The room's own budgets end at 8 seconds, and providers give 10.
      timeout: Duration.seconds(10),
      // A cold start is all CPU.
      memorySize: 512,
      reservedConcurrentExecutions: props.reservedConcurrency,
      environment: {
        PROVIDER: deployment.provider,
        ENDPOINT: deployment.name,
        INTAKE_QUEUE_URL: intake.queue.queueUrl,
        SPOOL_BUCKET: spool.bucketName,
        SECRET_ID: webhookSecret.secretArn,
        SECRET_GRACE_SECONDS: String(settings.secretGrace.toSeconds()),
        PROVIDER_OPTIONS: Stack.of(scope).toJsonString(
          deployment.verifierOptions(api.urlOf(deployment.name)),
        ),
      },
      settings,
    });
    this.allowSecrets('ReadWebhookSecret', webhookSecret);
    this.allow('QueueWebhooks', ['sqs:SendMessage'], intake.queue.queueArn);
    this.allowObjects('SpoolWebhooks', ['s3:PutObject'], spool, `${deployment.name}/`);
    api.route(this, deployment, this.function);
  }
}
