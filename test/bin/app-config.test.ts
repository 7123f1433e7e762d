import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib';
import { readAppConfig } from '../../bin/app-config';

const cdkJson = JSON.parse(readFileSync(join(__dirname, '..', '..', 'cdk.json'), 'utf8')) as {
  context: Record<string, unknown>;
};

const endpoint = { provider: 'iinked-sign', apiUrl: 'CANADA' };

test('the value in cdk.json makes a stack with one endpoint', () => {
  const { stackName, webhooks } = readAppConfig(cdkJson.context.esign);

  expect(stackName).toBe('EsignWebhooks');
  expect(webhooks.providers.map(({ endpoint: name }) => name)).toEqual(['iinked-sign']);
});

test('apiUrl is a name from IinkedSignApi or an address', () => {
  const { webhooks } = readAppConfig({
    endpoints: [endpoint, { ...endpoint, apiUrl: 'http://127.0.0.1:8080/api/v1', endpoint: 'local' }],
  });

  expect(webhooks.providers.map(({ _providerEndpoint }) => _providerEndpoint.archive?.api.apiUrl)).toEqual([
    'https://sign.syngrafii.ca/api/v1',
    'http://127.0.0.1:8080/api/v1',
  ]);
});

test('the value may be JSON text, as on the command line', () => {
  const text = JSON.stringify({ stackName: 'Mine', endpoints: [endpoint], removalPolicy: 'destroy' });

  const { stackName, webhooks } = readAppConfig(text);

  expect([stackName, webhooks.removalPolicy]).toEqual(['Mine', RemovalPolicy.DESTROY]);
});

test.each<[string, unknown, RegExp]>([
  ['nothing', undefined, /The context value "esign" is invalid/],
  ['text that is not JSON', '{oops', /is not JSON: give an object/],
  ['an unknown provider', { endpoints: [{ provider: 'paper' }] }, /provider/],
  ['an unknown setting', { endpoints: [{ ...endpoint, regions: [] }] }, /"regions"[^]*endpoints\[0\]/],
  ['an unknown algorithm', { endpoints: [{ ...endpoint, signatureAlgorithm: 'md5' }] }, /signatureAlgorithm/],
  ['an unknown API name', { endpoints: [{ ...endpoint, apiUrl: 'MARS' }] }, /"MARS": give one of US, CANADA/],
  [
    'the name of a property that every object has',
    { endpoints: [{ ...endpoint, apiUrl: 'toString' }] },
    /"toString": give one of US/,
  ],
  ['an endpoint without apiUrl', { endpoints: [{ provider: 'iinked-sign' }] }, /give one of US, CANADA/],
  ['an empty list of endpoints', { endpoints: [] }, /give at least one[^]*endpoints/],
  ['no list of endpoints', {}, /give a list of endpoints/],
  ['a topic name instead of an ARN', { endpoints: [endpoint], alarmTopicArn: 'pager' }, /alarmTopicArn/],
])('rejects %s, and the error says where', (_what, context, message) => {
  expect(() => readAppConfig(context)).toThrow(message);
});
