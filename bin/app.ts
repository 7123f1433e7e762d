import { App, Stack } from 'aws-cdk-lib';
import { EsignWebhooks } from '../lib';
import { readAppConfig } from './app-config';

const app = new App();
const { stackName, webhooks } = readAppConfig(app.node.tryGetContext('esign'));
const stack = new Stack(app, stackName, { description: 'E-signature webhooks to events and archived PDFs' });
new EsignWebhooks(stack, 'Signing', webhooks);
