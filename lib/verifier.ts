import { Duration, Stack } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type ProviderEndpoint } from './private/provider-endpoint';
import { RoomFunction } from './private/room-function';
import { type Settings } from './private/settings';
import { ValueSecret } from './private/value-secret';
import { type WebhookApi } from './private/webhook-api';

/** What a verifier is made of. */
export interface VerifierProps {
  readonly endpoint: ProviderEndpoint;
  readonly api: WebhookApi;
  readonly intake: sqs.IQueue;
  readonly spool: s3.IBucket;
  readonly reservedConcurrency?: number;
  readonly settings: Settings;
}

/** One endpoint's way in: its route, its secret, and the function that believes a request or refuses it. */
export class Verifier extends Construct {
  readonly room: RoomFunction;
  readonly webhookSecret: secretsmanager.ISecret;

  constructor(scope: Construct, id: string, props: VerifierProps) {
    super(scope, id);
    const { endpoint, api, intake, spool, settings } = props;
    this.webhookSecret =
      endpoint.webhookSecret.existing ??
      new ValueSecret(this, 'WebhookSecret', endpoint.webhookSecret, settings).secret;
    this.room = new RoomFunction(this, 'Verify', {
      room: 'verify',
      description: `Verifies and stores the webhooks of ${endpoint.name}`,
      // The room's own budgets end at 8 seconds, and providers give 10.
      timeout: Duration.seconds(10),
      // CPU comes with memory, and a cold start is all CPU.
      memorySize: 512,
      reservedConcurrentExecutions: props.reservedConcurrency,
      environment: {
        PROVIDER: endpoint.provider,
        ENDPOINT: endpoint.name,
        INTAKE_QUEUE_URL: intake.queueUrl,
        SPOOL_BUCKET: spool.bucketName,
        SECRET_ID: this.webhookSecret.secretArn,
        SECRET_GRACE_SECONDS: String(settings.secretGrace.toSeconds()),
        PROVIDER_OPTIONS: Stack.of(this).toJsonString(endpoint.verifierOptions(api.urlOf(endpoint.name))),
      },
      settings,
    });
    this.room.allow('QueueWebhooks', ['sqs:SendMessage'], [intake.queueArn]);
    this.room.allow('SpoolWebhooks', ['s3:PutObject'], [spool.arnForObjects(`${endpoint.name}/*`)]);
    this.room.allowSecrets('ReadWebhookSecret', [this.webhookSecret]);
    api.route(this, endpoint.name, this.room.function);
  }
}
