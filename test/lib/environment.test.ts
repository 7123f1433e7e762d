import type { Template } from 'aws-cdk-lib/assertions';
import { archiveEnvSchema } from '../../lambda/archive/env';
import { fileRoleSchema } from '../../lambda/contracts/archived-file';
import { authenticitySchema } from '../../lambda/contracts/authenticity';
import { endpointNameSchema, providerIdSchema } from '../../lambda/contracts/ids';
import { sweepSpoolSchema } from '../../lambda/contracts/intake-message';
import { signingEventTypeSchema } from '../../lambda/contracts/signing-event';
import { envelopeApis, eventReaders, webhookVerifiers } from '../../lambda/providers';
import { endpointDigest } from '../../lambda/publish/deployed-endpoints';
import { publishEnvSchema } from '../../lambda/publish/env';
import { verifyEnvSchema } from '../../lambda/verify/env';
import {
  ArchivedFileRole,
  Authenticity,
  DocumensoApi,
  EsignProvider,
  IinkedSignApi,
  SignatureAlgorithm,
  SigningEventType,
  SignPlusApi,
} from '../../lib';
import { endpointNameRule } from '../../lib/internal/prop-rules';
import { resolveTokens, resourcesOf, synth, type TemplateResource } from './synth';

const apiUrl = IinkedSignApi.EU;
const full = EsignProvider.iinkedSign({
  apiUrl,
  endpoint: 'full',
  registeredUrls: ['https://hooks.example.com/Old', 'https://hooks.example.com/new?x=1'],
  signatureAlgorithm: SignatureAlgorithm.SHA1,
  downloadHosts: ['files.example.com:8443'],
});
const plain = EsignProvider.iinkedSign({ apiUrl });
const noContext = { fetch, apiKeys: () => Promise.resolve([]) };

/** Returns the environment of a stage's function, with tokens replaced by plausible values. */
function environmentOf(functionId: string, providers = [full, plain]): Record<string, string> {
  const { template } = synth({ providers });
  const variables = Object.entries(variablesOf(template, functionId));
  return Object.fromEntries(variables.map(([name, value]) => [name, deployed(value)]));
}

function variablesOf(template: Template, functionId: string): Record<string, unknown> {
  const [, found] = Object.entries(resourcesOf(template)).find(
    ([id, { Type }]) => Type === 'AWS::Lambda::Function' && id.startsWith(`Signing${functionId}`),
  ) as [string, TemplateResource];
  return (found.Properties.Environment as { Variables: Record<string, unknown> }).Variables;
}

function deployed(value: unknown): string {
  if (typeof value === 'string') return value;
  const intrinsic = value as Record<string, [string, unknown[]]> & { Ref?: string };
  if (intrinsic['Fn::Join']) return intrinsic['Fn::Join'][1].map(deployed).join(intrinsic['Fn::Join'][0]);
  if ((intrinsic['Fn::GetAtt']?.[1] as unknown) === 'ApiEndpoint')
    return 'https://a1b2.execute-api.eu-west-1.amazonaws.com';
  if (intrinsic['Fn::GetAtt']) return `arn:aws:x:eu-west-1:123456789012:${intrinsic['Fn::GetAtt'][0]}`;
  if (intrinsic.Ref?.includes('Queue'))
    return `https://sqs.eu-west-1.amazonaws.com/123456789012/${intrinsic.Ref}`;
  return `deployed-${String(intrinsic.Ref)}`;
}

test('the environment of a verifier matches the schemas of its stage and its provider', () => {
  const env = verifyEnvSchema.parse(environmentOf('FullEndpointVerifier'));

  expect(env).toMatchObject({ PROVIDER: 'iinked-sign', ENDPOINT: 'full', SECRET_GRACE_SECONDS: 86_400 });
  expect(env.PROVIDER_OPTIONS).toEqual({
    registeredUrls: [
      'https://a1b2.execute-api.eu-west-1.amazonaws.com/webhooks/full',
      'https://hooks.example.com/Old',
      'https://hooks.example.com/new?x=1',
    ],
    signatureAlgorithm: 'sha1',
  });
  expect(() => webhookVerifiers[env.PROVIDER].configure(env.PROVIDER_OPTIONS)).not.toThrow();
});

test('a verifier without registered addresses uses the address of the construct', () => {
  const env = verifyEnvSchema.parse(environmentOf('IinkedSignEndpointVerifier'));

  expect(env.PROVIDER_OPTIONS).toEqual({
    registeredUrls: ['https://a1b2.execute-api.eu-west-1.amazonaws.com/webhooks/iinked-sign'],
  });
});

test.each<[string, EsignProvider, Record<string, unknown>]>([
  ['SignPlus', EsignProvider.signPlus({}), { apiUrl: SignPlusApi.PRODUCTION }],
  ['Documenso', EsignProvider.documenso({}), { apiUrl: DocumensoApi.CLOUD }],
  [
    'Kingsign',
    EsignProvider.kingsign({ apiUrl: 'https://sign.example.com/', downloadHosts: ['files.example.com'] }),
    { apiUrl: 'https://sign.example.com', downloadHosts: ['files.example.com'] },
  ],
])('the environments for %s match the schemas of its verifier and its API', (id, provider, api) => {
  const verify = verifyEnvSchema.parse(environmentOf(`${id}EndpointVerifier`, [provider]));
  const archive = archiveEnvSchema.parse(environmentOf(`${id}EndpointArchiver`, [provider]));

  expect([verify.PROVIDER, verify.ENDPOINT]).toEqual([provider.providerId, provider.endpoint]);
  expect(() => webhookVerifiers[verify.PROVIDER].configure(verify.PROVIDER_OPTIONS)).not.toThrow();
  expect([archive.PROVIDER, archive.ENDPOINT]).toEqual([provider.providerId, provider.endpoint]);
  expect(archive.API_OPTIONS).toEqual(api);
  expect(() => envelopeApis[verify.PROVIDER](api, noContext)).not.toThrow();
});

test('the environment of the publisher matches the schema of its stage', () => {
  const env = publishEnvSchema.parse(environmentOf('Publisher'));

  expect(env.DEPLOYED_ENDPOINTS.map(({ digest }) => digest)).toEqual([
    endpointDigest('full', 'iinked-sign'),
    endpointDigest('iinked-sign', 'iinked-sign'),
  ]);
  expect(env.EVENT_BUS).toMatch(/^arn:/);
});

test("the publisher gets each endpoint's archive queue and the id of its verifier's role", () => {
  const { template } = synth({ providers: [full, EsignProvider.documenso({ archive: false })] });

  const { DEPLOYED_ENDPOINTS } = variablesOf(template, 'Publisher');

  expect(publishEnvSchema.shape.DEPLOYED_ENDPOINTS.parse(resolveTokens(DEPLOYED_ENDPOINTS))).toEqual([
    {
      digest: endpointDigest('full', 'iinked-sign'),
      verifierRoleId: '<FullEndpointVerifierRole.RoleId>',
      archiveQueueName: '<FullEndpointArchiveJobsQueue.QueueName>',
    },
    {
      digest: endpointDigest('documenso', 'documenso'),
      verifierRoleId: '<DocumensoEndpointVerifierRole.RoleId>',
    },
  ]);
});

test('25 endpoints fit into the 4 KB of the publisher, whatever the names of all resources are', () => {
  const bytesOf = (count: number) => {
    const providers = Array.from({ length: count }, (_, n) =>
      EsignProvider.signPlus({ endpoint: `${'n'.repeat(38)}${n + 10}` }),
    );
    const variables = Object.entries(variablesOf(synth({ providers }).template, 'Publisher'));
    // Lambda measures the variables as JSON.
    return JSON.stringify(Object.fromEntries(variables.map(([name, value]) => [name, withMaxNames(value)])))
      .length;
  };
  const oneMore = bytesOf(2) - bytesOf(1);

  const bytes = bytesOf(5) + 20 * oneMore;

  expect(bytesOf(5)).toBe(bytesOf(1) + 4 * oneMore);
  expect(bytes).toBeGreaterThan(3_800);
  expect(bytes).toBeLessThan(4_096);
});

/** Resources whose names have a maximum length in AWS. A role's id has 21 characters in all examples of AWS. */
const maxValues: Readonly<Record<string, string>> = {
  RoleId: 'A'.repeat(21),
  QueueName: 'q'.repeat(80),
  Queue: `https://sqs.ap-southeast-1.amazonaws.com/123456789012/${'q'.repeat(80)}`,
  Bucket: 'b'.repeat(63),
  Arn: `arn:aws:events:ap-southeast-1:123456789012:event-bus/${'b'.repeat(256)}`,
  'AWS::StackName': 's'.repeat(128),
};

/** Returns the value of a variable with names of maximum length. */
function withMaxNames(value: unknown): string {
  if (typeof value === 'string') return value;
  const intrinsic = value as Record<string, [string, unknown[]]> & { Ref?: string };
  if (intrinsic['Fn::Join']) return intrinsic['Fn::Join'][1].map(withMaxNames).join(intrinsic['Fn::Join'][0]);
  const kind = intrinsic['Fn::GetAtt']?.[1] ?? /Queue|Bucket|AWS::StackName/.exec(intrinsic.Ref ?? '')?.[0];
  const found = maxValues[String(kind)];
  if (found === undefined) throw new Error(`No length is known of ${JSON.stringify(value)}`);
  return found;
}

test("the environment of the archiver matches the schemas of its stage and its provider's API", () => {
  const env = archiveEnvSchema.parse(environmentOf('FullEndpointArchiver'));

  expect(env).toMatchObject({
    PROVIDER: 'iinked-sign',
    ENDPOINT: 'full',
    API_OPTIONS: { apiUrl, downloadHosts: ['files.example.com:8443'] },
    SECRET_GRACE_SECONDS: 86_400,
  });
  expect(env.ARCHIVE_QUEUE_URL).toMatch(/FullEndpointArchiveJobsQueue/);
  expect(env.ARCHIVE_DEAD_LETTER_QUEUE_URL).toMatch(/FullEndpointArchiveJobsDeadLetterQueue/);
  expect(() => envelopeApis[env.PROVIDER](env.API_OPTIONS, noContext)).not.toThrow();
});

test('the schedule sends a message that the publisher reads as a sweep', () => {
  const { template } = synth();
  const rule = Object.values(resourcesOf(template)).find(({ Type }) => Type === 'AWS::Events::Rule');
  const [target] = rule?.Properties.Targets as { Input: string }[];

  expect(sweepSpoolSchema.parse(JSON.parse(target!.Input))).toEqual({ version: 1, sweepSpool: true });
});

test('lib and lambda have the same providers, event types, file roles and authenticities', () => {
  expect(providerIdSchema.options).toContain(plain.providerId);
  expect(Object.keys(eventReaders)).toEqual(providerIdSchema.options);
  expect(Object.values(SigningEventType).sort()).toEqual([...signingEventTypeSchema.options].sort());
  expect(Object.values(ArchivedFileRole).sort()).toEqual([...fileRoleSchema.options].sort());
  expect(Object.values(Authenticity).sort()).toEqual([...authenticitySchema.options].sort());
});

test.each(['a', 'a1', 'a-b', '-a', 'a-', 'A', 'a_b', 'a/b', '', 'x'.repeat(40), 'x'.repeat(41), 'é'])(
  'lib and lambda agree whether "%s" is a valid endpoint name',
  (name) => {
    expect(endpointNameRule(name)[0]).toBe(endpointNameSchema.safeParse(name).success);
  },
);
