import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { EsignProvider, EsignWebhooks, IinkedSignApi } from '../../lib';
import { webhookVerifiers } from '../../lambda/providers';
import {
  certificateIn,
  domainName,
  domainWithZone,
  makeRegionalStack,
  makeWithDomain,
  zoneOf,
} from './own-domain';
import { oneEndpoint, resolveTokens, resourcesOf } from './synth';

const apiUrl = IinkedSignApi.EU;

/** Synthesizes the construct with a domain. */
function synthesize(...args: Parameters<typeof makeWithDomain>) {
  const made = makeWithDomain(...args);
  return { ...made, template: Template.fromStack(made.stack) };
}

/** Returns the addresses for which the verifier takes signatures. */
function acceptedUrls(template: Template): unknown {
  const verifier = Object.entries(resourcesOf(template)).find(
    ([id, { Type }]) => Type === 'AWS::Lambda::Function' && id.includes('Verifier'),
  )!;
  const { Variables } = verifier[1].Properties.Environment as { Variables: Record<string, unknown> };
  return (JSON.parse(resolveTokens(Variables.PROVIDER_OPTIONS) as string) as { registeredUrls: unknown })
    .registeredUrls;
}

/** Returns the output of the endpoint for the commands. */
function operatorOutput(template: Template): Record<string, unknown> {
  const { Value } = template.findOutputs('SigningIinkedSignOperator').SigningIinkedSignOperator as {
    Value: unknown;
  };
  return JSON.parse(resolveTokens(Value) as string) as Record<string, unknown>;
}

const ownAddress = '<Api.ApiEndpoint>/webhooks/iinked-sign';
const domainAddress = `https://${domainName}/webhooks/iinked-sign`;

test('the domain is regional, takes TLS 1.2 or newer by IPv4 and IPv6, and leads to the API', () => {
  const { template, stack, signing } = synthesize();

  template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
    DomainName: domainName,
    DomainNameConfigurations: [
      { EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2', IpAddressType: 'dualstack' },
    ],
  });
  template.hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', {
    ApiId: stack.resolve(signing.httpApi.apiId) as unknown,
    DomainName: stack.resolve(signing.domainName?.name) as unknown,
    Stage: '$default',
  });
});

test('the API takes IPv6 too, with or without a domain', () => {
  const stack = makeRegionalStack();
  new EsignWebhooks(stack, 'Signing', oneEndpoint);

  for (const template of [Template.fromStack(stack), synthesize().template])
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { IpAddressType: 'dualstack' });
});

test('a hosted zone gets alias records for IPv4 and IPv6, once the domain leads to the API', () => {
  const { template } = synthesize((stack) => ({ domain: domainWithZone(stack) }));

  const records = Object.values(resourcesOf(template)).filter(
    ({ Type }) => Type === 'AWS::Route53::RecordSet',
  );
  const [mapping] = Object.keys(template.findResources('AWS::ApiGatewayV2::ApiMapping'));
  expect(
    records.map(({ Properties }) => [Properties.Type, Properties.Name, Properties.HostedZoneId]),
  ).toEqual(['A', 'AAAA'].map((type) => [type, `${domainName}.`, 'Z0123456789']));
  for (const { Properties, DependsOn } of records) {
    expect(resolveTokens(Properties.AliasTarget)).toEqual({
      DNSName: '<ApiDomainName.RegionalDomainName>',
      HostedZoneId: '<ApiDomainName.RegionalHostedZoneId>',
    });
    expect(DependsOn).toContain(mapping);
  }
  expect(template.findOutputs('SigningDomainTarget')).toEqual({});
});

test('without a hosted zone, an output has the target for the record', () => {
  const { template } = synthesize();

  template.resourceCountIs('AWS::Route53::RecordSet', 0);
  const { Value } = template.findOutputs('SigningDomainTarget').SigningDomainTarget as { Value: unknown };
  expect(resolveTokens(Value)).toBe('<ApiDomainName.RegionalDomainName>');
});

test('the address of the domain is the one to register, and the old one is still taken', () => {
  const { template, signing } = synthesize();

  expect(signing.webhookUrl('iinked-sign')).toBe(domainAddress);
  expect(acceptedUrls(template)).toEqual([domainAddress, ownAddress]);
  expect(operatorOutput(template)).toMatchObject({
    address: domainAddress,
    executeApiAddress: ownAddress,
  });
});

test('a baseUrl leaves the own address valid too', () => {
  const baseUrl = 'https://hooks.example.com/x/';

  const { template, signing } = synthesize(() => ({ domain: undefined, baseUrl }));

  expect(signing.webhookUrl('iinked-sign')).toBe(`${baseUrl}webhooks/iinked-sign`);

  expect(acceptedUrls(template)).toEqual(['https://hooks.example.com/x/webhooks/iinked-sign', ownAddress]);
});

test('without a domain there is one address only', () => {
  const { template } = synthesize(() => ({ domain: undefined }));

  expect(acceptedUrls(template)).toEqual([ownAddress]);
  expect(operatorOutput(template)).not.toHaveProperty('executeApiAddress');
});

test('the own address is no longer valid once it is switched off', () => {
  const { template } = synthesize(() => ({ disableExecuteApiEndpoint: true }));

  template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
  expect(acceptedUrls(template)).toEqual([domainAddress]);
  expect(operatorOutput(template)).not.toHaveProperty('executeApiAddress');
});

test('addresses of the user are valid beside those of the construct, and none twice', () => {
  const registeredUrls = [domainAddress, 'https://old.example.com/iinked'];

  const { template } = synthesize(() => ({
    providers: [EsignProvider.iinkedSign({ apiUrl, registeredUrls })],
  }));

  expect(acceptedUrls(template)).toEqual([domainAddress, ownAddress, 'https://old.example.com/iinked']);
});

test('the verifier takes ten addresses of the user beside two of the construct', () => {
  const registeredUrls = Array.from({ length: 10 }, (_, n) => `https://old.example.com/${n}`);

  const { template } = synthesize(() => ({
    providers: [EsignProvider.iinkedSign({ apiUrl, registeredUrls })],
  }));

  const accepted = acceptedUrls(template);
  expect(accepted).toHaveLength(12);
  expect(() => webhookVerifiers['iinked-sign'].configure({ registeredUrls: accepted })).not.toThrow();
});

test('what only the deployment knows is not checked', () => {
  const stack = new Stack(new App(), 'Test');
  const text = (id: string) => new CfnParameter(stack, id).valueAsString;

  const signing = new EsignWebhooks(stack, 'Signing', {
    ...oneEndpoint,
    domain: {
      domainName: text('Name'),
      certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', text('Arn')),
      hostedZone: route53.HostedZone.fromHostedZoneId(stack, 'Zone', text('ZoneId')),
    },
  });

  const template = Template.fromStack(stack);
  expect(resolveTokens(stack.resolve(signing.webhookUrl('iinked-sign')))).toBe(
    'https://<Name>/webhooks/iinked-sign',
  );
  template.resourceCountIs('AWS::Route53::RecordSet', 2);
});

test('a misspelt option of the domain leads to a warning', () => {
  const stack = makeRegionalStack();
  const domain = { domainName, certificate: certificateIn(stack), hostedzone: zoneOf(stack, 'example.com') };

  new EsignWebhooks(stack, 'Signing', { ...oneEndpoint, domain });

  const warnings = stack.node.findChild('Signing').node.metadata.map(({ data }) => String(data));
  expect(warnings.join()).toContain('domain has no option "hostedzone"');
});
