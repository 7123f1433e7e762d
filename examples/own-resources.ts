// The construct with your own resources: a bus, secrets, a key, a custom domain, and a topic for the alarms.
//
//   npx --no-install cdk synth --app "tsx examples/own-resources.ts"
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EsignProvider, EsignWebhooks, IinkedSignApi, SignatureAlgorithm } from 'cdk-esign-webhooks';

const app = new App();
const stack = new Stack(app, 'OwnResources', { env: { account: '123456789012', region: 'ca-central-1' } });

const hostedZone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
  hostedZoneId: 'Z0123456789ABCDEFGHIJ',
  zoneName: 'example.com',
});
const domainName = 'hooks.example.com';
const certificate = new acm.Certificate(stack, 'Certificate', {
  domainName,
  validation: acm.CertificateValidation.fromDns(hostedZone),
});

new EsignWebhooks(stack, 'Signing', {
  domain: { domainName, certificate, hostedZone },
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
      // iinked Sign signs the address, so the one of an old proxy is valid while the registration moves to the new one.
      registeredUrls: ['https://old.example.com/hooks/iinked'],
    }),
  ],
});
