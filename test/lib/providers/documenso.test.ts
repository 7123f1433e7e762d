import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { readAppConfig } from '../../../bin/app-config';
import { DocumensoApi, EsignProvider } from '../../../lib';

test('without any props it is Documenso’s cloud, archived, with a secret of our own making', () => {
  const { endpoint, providerId, _providerEndpoint } = EsignProvider.documenso({});

  expect([endpoint, providerId]).toEqual(['documenso', 'documenso']);
  expect(_providerEndpoint).toMatchObject({
    webhookSecret: { use: 'given-to-provider', existing: undefined },
    archive: { api: { apiUrl: DocumensoApi.CLOUD, downloadHosts: undefined } },
  });
  expect(_providerEndpoint.verifierOptions(['https://hooks.example.com'])).toEqual({});
});

test('uses the user’s own secrets, and leaves the archive out on request', () => {
  const stack = new Stack(new App(), 'Test');
  const secret = (name: string) => secretsmanager.Secret.fromSecretNameV2(stack, name, name);
  const [webhookSecret, apiToken] = [secret('hook'), secret('token')];

  const full = EsignProvider.documenso({ webhookSecret, apiToken })._providerEndpoint;
  const eventsOnly = EsignProvider.documenso({ archive: false })._providerEndpoint;

  expect([full.webhookSecret.existing, full.archive?.apiKey.existing]).toEqual([webhookSecret, apiToken]);
  expect(eventsOnly.archive).toBeUndefined();
  expect(() => EsignProvider.documenso({ apiToken, archive: false })).toThrow(
    /archive is false, so apiToken/,
  );
});

test.each([
  [DocumensoApi.STAGING, 'https://stg-app.documenso.com/api/v2'],
  ['https://sign.example.com/api/v2/', 'https://sign.example.com/api/v2'],
  ['http://127.0.0.1:3000/api/v2', 'http://127.0.0.1:3000/api/v2'],
])('takes the API address %s', (apiUrl, known) => {
  expect(EsignProvider.documenso({ apiUrl })._providerEndpoint.archive?.api.apiUrl).toBe(known);
});

test('an address that is known only at deployment is not judged', () => {
  const apiUrl = new CfnParameter(new Stack(new App(), 'Test'), 'Url').valueAsString;

  expect(() => EsignProvider.documenso({ apiUrl })).not.toThrow();
});

test.each([
  ['an instance without its API', { apiUrl: 'https://sign.example.com' }, /give one of DocumensoApi, or/],
  ['the first API', { apiUrl: 'https://sign.example.com/api/v1' }, /https:\/\/<host>\/api\/v2/],
  ['http', { apiUrl: 'http://sign.example.com/api/v2' }, /apiUrl is "http:/],
  ['an endpoint with a slash', { endpoint: 'a/b' }, /endpoint is "a\/b"/],
  ['a host with its scheme', { downloadHosts: ['https://s3.example.com'] }, /downloadHosts has/],
])('refuses %s, and says what to give', (_, props, message) => {
  expect(() => EsignProvider.documenso(props)).toThrow(message);
});

test('the sample app accepts the name of an API, an address, or neither', () => {
  const provider = 'documenso';
  const apiUrl = 'https://sign.example.com/api/v2';
  const { webhooks } = readAppConfig({
    endpoints: [
      { provider },
      { provider, apiUrl: 'STAGING', endpoint: 'staging' },
      { provider, apiUrl, endpoint: 'own', archive: true, downloadHosts: ['files.example.com'] },
    ],
  });

  expect(webhooks.providers.map(({ _providerEndpoint }) => _providerEndpoint.archive?.api.apiUrl)).toEqual([
    DocumensoApi.CLOUD,
    DocumensoApi.STAGING,
    apiUrl,
  ]);
  expect(() => readAppConfig({ endpoints: [{ provider, apiUrl: 'MARS' }] })).toThrow(
    /"MARS": give one of CLOUD/,
  );
});
