import { Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { readAppConfig } from '../../../bin/app-config';
import { EsignProvider, SignPlusApi, type SignPlusProps } from '../../../lib';

const deployed = (props: SignPlusProps = {}) => EsignProvider.signPlus(props)._providerEndpoint;
const secret = (name: string) => secretsmanager.Secret.fromSecretNameV2(new Stack(), name, name);

test('an endpoint without props has a token in its address, and archives', () => {
  expect(deployed()).toMatchObject({
    provider: 'sign-plus',
    name: 'sign-plus',
    webhookSecret: { use: 'in-address', existing: undefined },
    archive: { apiKey: { existing: undefined }, api: { apiUrl: 'https://restapi.sign.plus/v2' } },
  });
  expect(deployed().verifierOptions(['https://hooks.example.com'])).toEqual({});
});

test('what is given is used', () => {
  const [apiToken, addressToken] = [secret('Api'), secret('Address')];

  expect(
    deployed({
      apiToken,
      addressToken,
      endpoint: 'leases',
      apiUrl: 'http://127.0.0.1:8080/v2/',
      downloadHosts: ['*.example.com'],
    }),
  ).toMatchObject({
    name: 'leases',
    webhookSecret: { use: 'in-address', existing: addressToken },
    archive: {
      apiKey: { existing: apiToken },
      api: { apiUrl: 'http://127.0.0.1:8080/v2', downloadHosts: ['*.example.com'] },
    },
  });
});

test('without an archive no token of the API is needed', () => {
  expect(deployed({ archive: false }).archive).toBeUndefined();
});

test.each<[string, SignPlusProps, RegExp]>([
  ['a name that is no path segment', { endpoint: 'My/Leases' }, /"My\/Leases": endpoint is "My\/Leases"/],
  ['an http address', { apiUrl: 'http://restapi.sign.plus/v2' }, /apiUrl is "http:.*give the https address/],
  ['a host with its scheme', { downloadHosts: ['https://x.example'] }, /downloadHosts has "https:/],
  [
    'an API of no use',
    { archive: false, apiUrl: SignPlusApi.PRODUCTION },
    /archive is false, so apiToken, apiUrl and downloadHosts have no effect/,
  ],
  ['hosts of no use', { archive: false, downloadHosts: ['x.example'] }, /archive is false/],
])('refuses %s, and says what to do', (_what, props, message) => {
  expect(() => EsignProvider.signPlus(props)).toThrow(message);
});

test('the context value has the same settings', () => {
  const settings = { endpoint: 'leases', apiUrl: 'https://api.example.com/v2', downloadHosts: ['x.example'] };

  const { webhooks } = readAppConfig({ endpoints: [{ provider: 'sign-plus', ...settings }] });

  expect(webhooks.providers[0]?._providerEndpoint).toMatchObject({
    name: 'leases',
    archive: { api: { apiUrl: 'https://api.example.com/v2', downloadHosts: ['x.example'] } },
  });
});
