import { App, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EsignWebhooks } from '../lib';
import { readAppConfig } from './app-config';
import { importDomain } from './webhook-domain';

const app = new App();
const { stackName, webhooks, domain, alarmTopicArn } = readAppConfig(app.node.tryGetContext('esign'));
const stack = new Stack(app, stackName, { description: 'E-signature webhooks to events and archived PDFs' });
const alarmTopic = alarmTopicArn && Topic.fromTopicArn(stack, 'AlarmTopic', alarmTopicArn);
new EsignWebhooks(stack, 'Signing', {
  ...webhooks,
  domain: domain && importDomain(stack, domain),
  alarmActions: alarmTopic ? [new SnsAction(alarmTopic)] : [],
});
