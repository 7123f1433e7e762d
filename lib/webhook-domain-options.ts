import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as route53 from 'aws-cdk-lib/aws-route53';

/** A domain name for the webhook API. */
export interface WebhookDomainOptions {
  /** The name, such as `hooks.example.com`: lower case, without a scheme, a path, a port, a wildcard or a dot at its end. */
  readonly domainName: string;

  /**
   * The certificate of AWS Certificate Manager for the name, or for a wildcard that has it. It is in the region of the stack.
   *
   * Source: API Gateway developer guide, "Custom domain names for HTTP APIs": a Regional domain name needs a certificate in the
   * same region; checked 2026-11-28.
   */
  readonly certificate: acm.ICertificate;

  /**
   * The public hosted zone that gets the alias records: A for IPv4, AAAA for IPv6. It must not have records of this name yet.
   *
   * @default - no records: the output `…DomainTarget` has the name for your own CNAME or alias record
   */
  readonly hostedZone?: route53.IHostedZone;
}
