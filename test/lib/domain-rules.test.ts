import { type Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { EsignProvider, IinkedSignApi, type EsignWebhooksProps } from '../../lib';
import { certificateIn, domainName, makeWithDomain, zoneOf } from './own-domain';

const apiUrl = IinkedSignApi.EU;

test.each([
  ['https://hooks.example.com', 'leave the scheme out'],
  ['hooks.example.com/signing', 'without a path'],
  ['hooks.example.com:8443', 'leave the port out'],
  ['*.example.com', 'no provider can call a wildcard'],
  ['hooks.example.com.', 'leave the dot at its end out'],
  ['Hooks.example.com', 'give it in lower case'],
  ['verträge.example.com', 'give it in ASCII, with xn--'],
  ['', 'give a name such as hooks.example.com'],
  ['localhost', 'give a name such as hooks.example.com'],
  ['192.0.2.1', 'give a name such as hooks.example.com'],
  ['my_hooks.example.com', 'give a name such as hooks.example.com'],
  ['hooks..example.com', 'give a name such as hooks.example.com'],
  ['-hooks.example.com', 'give a name such as hooks.example.com'],
  [' hooks.example.com', 'give a name such as hooks.example.com'],
  [`${'a'.repeat(64)}.example.com`, 'give a name such as hooks.example.com'],
  [`${'a.'.repeat(127)}com`, 'give a name such as hooks.example.com'],
])('the domain name "%s" is refused, and the error says what to do', (name, advice) => {
  const make = () =>
    makeWithDomain((stack) => ({ domain: { domainName: name, certificate: certificateIn(stack) } }));

  expect(make).toThrow(`domain.domainName is "${name}": `);
  expect(make).toThrow(advice);
});

test.each(['hooks.example.com', 'xn--vertrge-6wa.example.com', 'a.io', 'hooks-2.eu.example.co.uk'])(
  'the domain name "%s" is accepted',
  (name) => {
    expect(() =>
      makeWithDomain((stack) => ({ domain: { domainName: name, certificate: certificateIn(stack) } })),
    ).not.toThrow();
  },
);

test.each<[string, (stack: Stack) => Partial<EsignWebhooksProps>, string]>([
  [
    'a baseUrl beside the domain',
    () => ({ baseUrl: 'https://x.example.com' }),
    'baseUrl is "https://x.example.com", but the domain is the address: leave one of them out',
  ],
  [
    'an API of the user beside the domain',
    (stack) => ({ httpApi: new apigatewayv2.HttpApi(stack, 'Theirs') }),
    'domain is only for a new API: map your domain name to your httpApi',
  ],
  [
    'an API without any address',
    () => ({ domain: undefined, disableExecuteApiEndpoint: true }),
    'disableExecuteApiEndpoint is true, but there is no domain',
  ],
  [
    'a certificate of CloudFront',
    (stack) => ({ domain: { domainName, certificate: certificateIn(stack, 'us-east-1') } }),
    'domain.certificate is in the region us-east-1: give one in eu-central-1, the region of the stack',
  ],
  [
    'a certificate of IAM',
    (stack) => ({
      domain: {
        domainName,
        certificate: acm.Certificate.fromCertificateArn(
          stack,
          'Iam',
          'arn:aws:iam::123456789012:server-certificate/x',
        ),
      },
    }),
    'domain.certificate is "arn:aws:iam::123456789012:server-certificate/x": give a certificate of AWS Certificate',
  ],
  [
    'a hosted zone of another domain',
    (stack) => ({
      domain: { domainName, certificate: certificateIn(stack), hostedZone: zoneOf(stack, 'ample.com') },
    }),
    'domain.hostedZone is the zone "ample.com", which cannot have "hooks.example.com": give the zone of a domain above',
  ],
  [
    'a private hosted zone',
    (stack) => ({
      domain: {
        domainName,
        certificate: certificateIn(stack),
        hostedZone: new route53.PrivateHostedZone(stack, 'Private', {
          zoneName: 'example.com',
          vpc: new ec2.Vpc(stack, 'Vpc'),
        }),
      },
    }),
    'domain.hostedZone is the private zone "example.com", which no provider can read: give the public one',
  ],
  [
    'a registered address that would no longer answer',
    () => ({
      disableExecuteApiEndpoint: true,
      providers: [
        EsignProvider.iinkedSign({
          apiUrl,
          registeredUrls: ['https://a1b2.execute-api.eu-central-1.amazonaws.com/webhooks/iinked-sign'],
        }),
      ],
    }),
    'registeredUrls of the endpoint "iinked-sign" has "https://a1b2.execute-api.eu-central-1.amazonaws.com/webhooks/iinked-sign", which would not answer any more',
  ],
])('%s is refused, and the error says what to do', (_what, props, message) => {
  expect(() => makeWithDomain(props)).toThrow(message);
});

test.each([
  ['hooks.example.com', 'example.com.'],
  ['example.com', 'example.com'],
])('the domain name %s is accepted in the zone %s', (name, zone) => {
  expect(() =>
    makeWithDomain((stack) => ({
      domain: { domainName: name, certificate: certificateIn(stack), hostedZone: zoneOf(stack, zone) },
    })),
  ).not.toThrow();
});
