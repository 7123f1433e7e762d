import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { type WebhookDomainOptions } from '../webhook-domain-options';
import { writeOutput } from './stack-outputs';

/** Properties of the domain name. */
export interface CustomDomainProps extends WebhookDomainOptions {
  /** The API that gets the requests. */
  readonly httpApi: apigatewayv2.HttpApi;
  /** The construct that the output belongs to. */
  readonly owner: Construct;
}

/** A domain name of the API, for IPv4 and IPv6, with its records in a hosted zone. */
export class CustomDomain extends Construct {
  /** The address, without a slash at its end. */
  readonly baseUrl: string;
  /** The domain name. */
  readonly domainName: apigatewayv2.DomainName;

  constructor(scope: Construct, id: string, { httpApi, owner, ...options }: CustomDomainProps) {
    super(scope, id);
    const { domainName: name, certificate, hostedZone } = options;
    this.baseUrl = `https://${name}`;
    this.domainName = new apigatewayv2.DomainName(this, 'Name', {
      domainName: name,
      certificate,
      endpointType: apigatewayv2.EndpointType.REGIONAL,
      securityPolicy: apigatewayv2.SecurityPolicy.TLS_1_2,
      ipAddressType: apigatewayv2.IpAddressType.DUAL_STACK,
    });
    const mapping = new apigatewayv2.ApiMapping(this, 'Mapping', {
      api: httpApi,
      domainName: this.domainName,
    });
    if (hostedZone) this.addRecords(name, hostedZone, mapping);
    else {
      writeOutput(
        owner,
        'DomainTarget',
        'Target of the CNAME record for the domain name',
        this.domainName.regionalDomainName,
      );
    }
  }

  private addRecords(name: string, zone: route53.IHostedZone, mapping: apigatewayv2.ApiMapping): void {
    const { regionalDomainName, regionalHostedZoneId } = this.domainName;
    const target = route53.RecordTarget.fromAlias(
      new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId),
    );
    // The dot at the end says that the name is complete, so the name of the zone need not be known.
    const options = { zone, recordName: `${name}.`, target };
    const records = [
      new route53.ARecord(this, 'Ipv4Record', options),
      new route53.AaaaRecord(this, 'Ipv6Record', options),
    ];
    // A name that can be found answers.
    for (const record of records) record.node.addDependency(mapping);
  }
}
