import { App, CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  EsignProvider,
  EsignWebhooks,
  IinkedSignApi,
  type EsignWebhooksProps,
  type IinkedSignProps,
} from '../../lib';
import { makeStack, oneEndpoint } from './synth';

const apiUrl = IinkedSignApi.US;
const named = (...names: string[]) => names.map((endpoint) => EsignProvider.iinkedSign({ apiUrl, endpoint }));

test.each<[string, RegExp, (stack: Stack) => Partial<EsignWebhooksProps>]>([
  ['no providers', /providers is empty: give at least one/, () => ({ providers: [] })],
  [
    'two equal endpoints',
    /of the same name.*"iinked-sign"/,
    () => ({ providers: named('iinked-sign', 'iinked-sign') }),
  ],
  [
    'endpoints whose names differ only in dashes',
    /differ only in dashes: "a-1"/,
    () => ({ providers: named('a1', 'a-1') }),
  ],
  [
    'an http address',
    /baseUrl is "http:\/\/hooks\.example\.com"/,
    () => ({ baseUrl: 'http://hooks.example.com' }),
  ],
  ['an address with a query', /baseUrl is .*without a query/, () => ({ baseUrl: 'https://x.example/?a' })],
  ['an address with credentials', /baseUrl is/, () => ({ baseUrl: 'https://me:pw@x.example' })],
  ['text that is not an address', /baseUrl is "hooks.example.com"/, () => ({ baseUrl: 'hooks.example.com' })],
  [
    'a removal policy of snapshots',
    /removalPolicy is SNAPSHOT, but .* have no snapshots: give RETAIN/,
    () => ({ removalPolicy: RemovalPolicy.SNAPSHOT }),
  ],
  [
    'a threshold of an unknown alarm',
    /alarmThresholds has "Mismatched", but there is no such alarm: give one of "WebhooksUnanswered"/,
    () => ({ alarmThresholds: { Mismatched: 2 } }),
  ],
  [
    'a threshold of 0',
    /alarmThresholds.WebhookMismatched is 0: give a number above 0/,
    () => ({ alarmThresholds: { WebhookMismatched: 0 } }),
  ],
  ['a concurrency of 0', /verifierConcurrency is 0/, () => ({ verifierConcurrency: 0 })],
  ['a fractional concurrency', /verifierConcurrency is 1.5/, () => ({ verifierConcurrency: 1.5 })],
  ['one publisher', /publisherConcurrency is 1: .* 2 to 1,000/, () => ({ publisherConcurrency: 1 })],
  [
    'more publishers than SQS allows',
    /publisherConcurrency is 1001: .* 2 to 1,000/,
    () => ({ publisherConcurrency: 1_001 }),
  ],
  ['one archive job at a time', /archiveConcurrency is 1: .* 2 to 1,000/, () => ({ archiveConcurrency: 1 })],
  ['a rate of 0', /throttling.rateLimit is 0/, () => ({ throttling: { rateLimit: 0 } })],
  ['a burst of 0', /throttling.burstLimit is 0/, () => ({ throttling: { burstLimit: 0 } })],
  [
    'throttling of an existing API',
    /throttling is only for a new API/,
    (stack) => ({ httpApi: new apigatewayv2.HttpApi(stack, 'Api'), throttling: { rateLimit: 1 } }),
  ],
  [
    'retention for an existing bucket',
    /archiveRetention is only for a new bucket/,
    (stack) => ({
      archiveBucket: new s3.Bucket(stack, 'Bucket'),
      archiveRetention: s3.ObjectLockRetention.compliance(Duration.days(1)),
    }),
  ],
  [
    'an alias instead of a key',
    /encryptionKey is an alias: give the key itself/,
    (stack) => ({ encryptionKey: new kms.Key(stack, 'Key').addAlias('ours') }),
  ],
  [
    'an imported alias instead of a key',
    /encryptionKey is an alias/,
    (stack) => ({ encryptionKey: kms.Alias.fromAliasName(stack, 'Alias', 'alias/theirs') }),
  ],
  [
    'an alias among the former keys',
    /formerEncryptionKeys\[1\] is an alias/,
    (stack) => ({
      formerEncryptionKeys: [
        new kms.Key(stack, 'Key'),
        kms.Alias.fromAliasName(stack, 'Alias', 'alias/theirs'),
      ],
    }),
  ],
  [
    'an imported API without an address',
    /httpApi is imported without its apiEndpoint: give the apiEndpoint, or a baseUrl/,
    (stack) => ({ httpApi: apigatewayv2.HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'a1b2' }) }),
  ],
  ['subnets without a VPC', /have no effect without a vpc/, () => ({ vpcSubnets: { onePerAz: true } })],
  [
    'security groups without a VPC',
    /have no effect without a vpc/,
    (stack) => ({ securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')] }),
  ],
])('rejects %s, and the error says what to do', (_what, message, props) => {
  const stack = makeStack();

  expect(() => new EsignWebhooks(stack, 'Signing', { ...oneEndpoint, ...props(stack) })).toThrow(message);
});

test('reports all wrong props in one error, with the path of the construct', () => {
  const broken = () => new EsignWebhooks(makeStack(), 'Signing', { providers: [], archiveConcurrency: 1 });

  expect(broken).toThrow(/^EsignWebhooks "Test\/Signing": providers is empty[^]*archiveConcurrency is 1/);
});

test.each<[string, RegExp, Partial<IinkedSignProps>]>([
  [
    'a name that cannot be a path segment',
    /endpoint is "Legal Team": give 1 to 40/,
    { endpoint: 'Legal Team' },
  ],
  ['an empty name', /endpoint is ""/, { endpoint: '' }],
  [
    'an http API',
    /apiUrl is "http:\/\/sign\.example\.com": give one of IinkedSignApi/,
    { apiUrl: 'http://sign.example.com' },
  ],
  ['a host that only looks like a loopback address', /apiUrl is/, { apiUrl: 'http://127.0.0.1.example.com' }],
  ['the name of an API instead of its address', /apiUrl is "CANADA"/, { apiUrl: 'CANADA' }],
  ['an empty list of registered addresses', /registeredUrls has 0 addresses/, { registeredUrls: [] }],
  [
    'eleven registered addresses',
    /registeredUrls has 11 addresses/,
    { registeredUrls: Array<string>(11).fill('https://x.example') },
  ],
  ['a registered address without https', /registeredUrls has "x.example"/, { registeredUrls: ['x.example'] }],
  [
    'very long registered addresses',
    /registeredUrls has 30\d\d characters/,
    { registeredUrls: [`https://x.example/${'a'.repeat(3_000)}`] },
  ],
  [
    'a download host with its scheme',
    /downloadHosts has "https:\/\/files.example"/,
    { downloadHosts: ['https://files.example'] },
  ],
  [
    'more download hosts than fit into an environment',
    /apiUrl and downloadHosts have 2\d\d\d characters in all: .* space for 2000/,
    { downloadHosts: Array.from({ length: 40 }, (_, n) => `files-${n}.${'x'.repeat(40)}.example.com`) },
  ],
  [
    'download hosts although archive is false',
    /archive is false/,
    { archive: false, downloadHosts: ['files.example'] },
  ],
])('rejects %s, and the error says what to do', (_what, message, props) => {
  expect(() => EsignProvider.iinkedSign({ apiUrl, ...props })).toThrow(message);
});

test('rejects an API key if archive is false', () => {
  const apiKey = secretsmanager.Secret.fromSecretNameV2(makeStack(), 'Key', 'key');

  expect(() => EsignProvider.iinkedSign({ apiUrl, apiKey, archive: false })).toThrow(/archive is false/);
});

test.each([
  'http://127.0.0.1:8080/api/v1',
  'http://localhost:1/',
  'http://[::1]:1',
  'https://acme.syngrafii.com/api/v1',
])('accepts the API address %s', (address) => {
  expect(() => EsignProvider.iinkedSign({ apiUrl: address })).not.toThrow();
});

test('tokens are not checked', () => {
  const stack = makeStack();
  const text = new CfnParameter(stack, 'Text').valueAsString;
  const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;

  new EsignWebhooks(stack, 'Signing', {
    providers: [EsignProvider.iinkedSign({ apiUrl: text, registeredUrls: [text], downloadHosts: [text] })],
    baseUrl: text,
    verifierConcurrency: number,
    throttling: { rateLimit: number },
  });

  expect(() => Template.fromStack(stack)).not.toThrow();
});

test.each([{}, { account: '123456789012', region: 'eu-west-1' }, { region: 'cn-north-1' }])(
  'synthesizes in a stack with the environment %j',
  (env) => {
    const stack = new Stack(new App(), 'Somewhere', { env });

    new EsignWebhooks(stack, 'Signing', oneEndpoint);

    expect(() => Template.fromStack(stack)).not.toThrow();
  },
);

test('one stack can have two EsignWebhooks', () => {
  const stack = makeStack();

  new EsignWebhooks(stack, 'Signing', oneEndpoint);
  new EsignWebhooks(stack, 'Contracts', oneEndpoint);

  expect(Object.keys(Template.fromStack(stack).findOutputs('*'))).toContain('ContractsIinkedSignWebhookUrl');
});
