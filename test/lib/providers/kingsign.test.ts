import { App, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { kingsignSchema } from '../../../bin/endpoints/kingsign';
import { kingsignApi } from '../../../lambda/providers/kingsign/api';
import { kingsignVerifier } from '../../../lambda/providers/kingsign/verify';
import { EsignProvider, EsignWebhooks } from '../../../lib';
import { kingsignEndpoint, type KingsignProps } from '../../../lib/providers/kingsign';

const apiUrl = 'https://sign.example.com';

describe('what an endpoint needs', () => {
  test('is its instance’s address, and a token at the end of ours', () => {
    const { verifierOptions, ...endpoint } = kingsignEndpoint({ apiUrl });

    expect(endpoint).toMatchObject({
      provider: 'kingsign',
      name: 'kingsign',
      webhookSecret: { use: 'in-address' },
      archive: { api: { apiUrl, downloadHosts: undefined } },
    });
    expect(verifierOptions(['https://hooks.example.com'])).toEqual({});
  });

  test('is what the room’s own schemas take', () => {
    const { archive, verifierOptions } = kingsignEndpoint({
      apiUrl,
      downloadHosts: ['*.storage.example.com'],
    });
    const options: unknown = JSON.parse(JSON.stringify(archive?.api));

    expect(() => kingsignApi(options, { fetch, apiKeys: () => Promise.resolve([]) })).not.toThrow();
    expect(() => kingsignVerifier.configure(verifierOptions([]))).not.toThrow();
  });

  test.each(['/api', '/api/', '/API', '/base/api//'])('refuses an address that ends with %s', (end) => {
    expect(() => kingsignEndpoint({ apiUrl: apiUrl + end })).toThrow(
      `apiUrl is "${apiUrl}${end}": give the https address of your Kingsign instance, without the /api at its end`,
    );
  });

  test.each(['https://sign.example.com/', 'https://sign.example.com//'])(
    'reads %s as the same address',
    (url) => {
      expect(kingsignEndpoint({ apiUrl: url }).archive?.api).toMatchObject({ apiUrl });
    },
  );

  test('is no key if nothing is archived', () => {
    expect(kingsignEndpoint({ apiUrl, archive: false }).archive).toBeUndefined();
  });

  test('may be known at deployment only', () => {
    const text = Token.asString({ Ref: 'Parameter' });

    expect(() => kingsignEndpoint({ apiUrl: text, downloadHosts: [text] })).not.toThrow();
  });
});

test.each<[string, Partial<KingsignProps>, RegExp]>([
  ['an address in the clear', { apiUrl: 'http://sign.example.com' }, /apiUrl is "http:.*without the \/api/],
  ['no address', { apiUrl: 'sign.example.com' }, /apiUrl is "sign/],
  ['a name that no path takes', { endpoint: 'King Sign' }, /endpoint is "King Sign"/],
  ['a host with its scheme', { downloadHosts: ['https://s3.example.com'] }, /downloadHosts has "https:/],
  ['hosts for no archive', { archive: false, downloadHosts: ['s3.example.com'] }, /archive is false/],
])('says what to do about %s', (_, props, message) => {
  expect(() => kingsignEndpoint({ apiUrl, ...props })).toThrow(message);
});

describe('the stack', () => {
  const secretsOf = (template: Template) =>
    Object.values(template.findResources('AWS::SecretsManager::Secret')).map(
      ({ Properties }) => Properties as { Description: string; GenerateSecretString?: object },
    );

  test('makes a token that nobody has seen, and a place for the API key', () => {
    const stack = new Stack(new App(), 'Test');
    new EsignWebhooks(stack, 'Signing', { providers: [EsignProvider.kingsign({ apiUrl })] });

    const secrets = secretsOf(Template.fromStack(stack));

    expect(secrets.map((one) => [one.Description.split(' ')[0], !!one.GenerateSecretString]).sort()).toEqual([
      ['A', false],
      ['End', true],
    ]);
  });

  test('makes no secret if both are given', () => {
    const stack = new Stack(new App(), 'Test');
    const given = (name: string) => secretsmanager.Secret.fromSecretNameV2(stack, name, name);
    const props = { apiUrl, apiKey: given('key'), addressToken: given('token') };
    new EsignWebhooks(stack, 'Signing', { providers: [EsignProvider.kingsign(props)] });

    expect(secretsOf(Template.fromStack(stack))).toEqual([]);
  });
});

describe('the context value', () => {
  test('has the props that are no constructs', () => {
    const value = {
      provider: 'kingsign',
      apiUrl,
      endpoint: 'k',
      archive: true,
      downloadHosts: ['a.example'],
    };

    expect(kingsignSchema.parse(value)).toEqual(value);
  });

  test('names what is missing', () => {
    expect(() => kingsignSchema.parse({ provider: 'kingsign' })).toThrow(/https address of your Kingsign/);
  });
});
