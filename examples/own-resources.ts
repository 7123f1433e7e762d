// The construct with your own resources: a bus, secrets, a key, a custom domain, and a topic for the alarms.
//
//   npx --no-install cdk synth --app "tsx examples/own-resources.ts"
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EsignProvider, EsignWebhooks, IinkedSignApi, SignatureAlgorithm } from 'cdk-esign-webhooks';

const app = new App();
const stack = new Stack(app, 'OwnResources', { env: { account: '123456789012', region: 'ca-central-1' } });

const domain = 'hooks.example.com';
const certificateArn =
  'arn:aws:acm:ca-central-1:123456789012:certificate/11111111-2222-3333-4444-555555555555';
const domainName = new apigatewayv2.DomainName(stack, 'Domain', {
  domainName: domain,
  certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', certificateArn),
});

const signing = new EsignWebhooks(stack, 'Signing', {
  baseUrl: `https://${domain}`,
  eventBus: events.EventBus.fromEventBusName(stack, 'Bus', 'company'),
  encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }),
  alarmActions: [new actions.SnsAction(new sns.Topic(stack, 'OnCall'))],
  secretGrace: Duration.hours(4),
  providers: [
    EsignProvider.iinkedSign({
      apiUrl: IinkedSignApi.CANADA,
      webhookSecret: secretsmanager.Secret.fromSecretNameV2(stack, 'WebhookSecret', 'iinked-sign/webhook'),
      apiKey: secretsmanager.Secret.fromSecretNameV2(stack, 'ApiKey', 'iinked-sign/api-key'),
      signatureAlgorithm: SignatureAlgorithm.SHA256,
      // Both addresses are valid while the registration moves from the old one to the new one.
      registeredUrls: [`https://${domain}/webhooks/iinked-sign`, 'https://old.example.com/hooks/iinked'],
    }),
  ],
});

new apigatewayv2.ApiMapping(stack, 'Mapping', { api: signing.httpApi, domainName });
