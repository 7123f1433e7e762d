import type { Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import * as z from 'zod';
import type { WebhookDomainOptions } from '../lib';

/** The domain name in the context value. */
export const domainSchema = z.strictObject({
  domainName: z.string(),
  certificateArn: z.string().startsWith('arn:'),
  /** The public hosted zone for the records. */
  hostedZone: z.strictObject({ hostedZoneId: z.string(), zoneName: z.string() }).optional(),
});

/** The domain name of the sample app. */
export type DomainConfig = z.infer<typeof domainSchema>;

/** Returns the prop `domain`, with the imported certificate and hosted zone. */
export function importDomain(
  stack: Stack,
  { domainName, certificateArn, hostedZone }: DomainConfig,
): WebhookDomainOptions {
  return {
    domainName,
    certificate: Certificate.fromCertificateArn(stack, 'Certificate', certificateArn),
    hostedZone: hostedZone && HostedZone.fromHostedZoneAttributes(stack, 'Zone', hostedZone),
  };
}
