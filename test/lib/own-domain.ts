import { App, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { EsignWebhooks, type EsignWebhooksProps, type WebhookDomainOptions } from '../../lib';
import { oneEndpoint } from './synth';

/** The domain name of the tests. */
export const domainName = 'hooks.example.com';

/** Makes a stack in a known region. */
export const makeRegionalStack = (): Stack =>
  new Stack(new App(), 'Test', { env: { account: '123456789012', region: 'eu-central-1' } });

/** Imports a certificate. */
export const certificateIn = (stack: Stack, region = 'eu-central-1'): acm.ICertificate =>
  acm.Certificate.fromCertificateArn(
    stack,
    `Certificate${stack.node.children.length}`,
    `arn:aws:acm:${region}:123456789012:certificate/11111111-2222-3333-4444-555555555555`,
  );

/** Imports a hosted zone. */
export const zoneOf = (stack: Stack, zoneName: string): route53.IHostedZone =>
  route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789', zoneName });

/** Returns a domain whose records are in a hosted zone. */
export const domainWithZone = (stack: Stack): WebhookDomainOptions => ({
  domainName,
  certificate: certificateIn(stack),
  hostedZone: zoneOf(stack, 'example.com'),
});

/** Makes the construct with a domain. */
export function makeWithDomain(more: (stack: Stack) => Partial<EsignWebhooksProps> = () => ({})) {
  const stack = makeRegionalStack();
  const domain = { domainName, certificate: certificateIn(stack) };
  const signing = new EsignWebhooks(stack, 'Signing', { ...oneEndpoint, domain, ...more(stack) });
  return { signing, stack };
}
