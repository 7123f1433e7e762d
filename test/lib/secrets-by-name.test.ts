import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { EsignProvider, EsignWebhooks, IinkedSignApi } from '../../lib';
import { resourcesOf, resolveTokens } from './synth';

const at = { account: '123456789012', region: 'eu-west-1' };
const arnOf = (name: string, { account, region } = at) =>
  `arn:aws:secretsmanager:${region}:${account}:secret:${name}`;

const { Secret } = secretsmanager;

/** Synthesizes an endpoint with the secrets that `bring` imports, and returns all that a function may see of them. */
function synthesize(bring: (stack: Stack) => secretsmanager.ISecret, env?: typeof at) {
  const stack = new Stack(new App(), 'Test', env ? { env } : {});
  const secret = bring(stack);
  new EsignWebhooks(stack, 'Signing', {
    providers: [
      EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US, webhookSecret: secret, apiKey: secret }),
    ],
  });
  const template = Template.fromStack(stack);
  const text = JSON.stringify(resolveTokens(template.toJSON()));
  return { ids: idsIn(text), statements: statementsIn(template), text };
}

/** Returns the ids of the secrets in the environments of the functions and in the output for the commands. */
function idsIn(text: string): (string | undefined)[] {
  const written = /"(?:SECRET_ID|API_KEY_SECRET_ID|webhookSecretArn|apiKeySecretArn)":"([^"]*)"/g;
  return [...text.replaceAll('\\', '').matchAll(written)].map(([, id]) => id);
}

/** Returns the resources of the statements that let functions read secrets, and the actions on keys. */
function statementsIn(template: Template): unknown[] {
  const policies = Object.values(resourcesOf(template)).filter(({ Type }) => Type === 'AWS::IAM::Policy');
  return policies.flatMap(({ Properties }) => {
    const { Statement } = resolveTokens(Properties.PolicyDocument) as { Statement: { Action: unknown }[] };
    return Statement.filter(({ Action }) => /secretsmanager|kms/.test(JSON.stringify(Action)));
  });
}

const names = ['x/webhook-secret', 'iinked-apikey', 'a-tokens', 'plain', '/deep/er_+=.@-signed'];

test.each(names)('a secret imported by the name %s is read by that name', (name) => {
  const { ids, statements } = synthesize((stack) => Secret.fromSecretNameV2(stack, 'Own', name));

  expect(ids).toEqual([name, name, name, name]);
  for (const statement of statements) {
    expect(statement).toMatchObject({
      Resource: `arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${name}-??????`,
    });
  }
});

test.each(names)('a secret imported by a partial ARN with the name %s is read by the whole name', (name) => {
  const { ids, statements } = synthesize(
    (stack) => Secret.fromSecretPartialArn(stack, 'Own', arnOf(name)),
    at,
  );

  expect(ids).toEqual([name, name, name, name]);
  for (const statement of statements) expect(statement).toMatchObject({ Resource: `${arnOf(name)}-??????` });
});

test('a secret imported by its complete ARN is read by that ARN', () => {
  const arn = arnOf('x/webhook-secret-AbCdEf');

  const { ids, statements } = synthesize((stack) => Secret.fromSecretCompleteArn(stack, 'Own', arn));

  expect(ids).toEqual([arn, arn, arn, arn]);
  for (const statement of statements) expect(statement).toMatchObject({ Resource: arn });
});

test('the name in a partial ARN that only the deployment knows is taken out of it there', () => {
  const { text } = synthesize((stack) =>
    Secret.fromSecretPartialArn(stack, 'Own', new CfnParameter(stack, 'Arn').valueAsString),
  );

  expect(text).toContain('"SECRET_ID":{"Fn::Select":[6,{"Fn::Split":[":","<Arn>"]}]}');
  expect(text).toContain('"Resource":"<Arn>-??????"');
});

test.each([
  ['by its name', { secretPartialArn: arnOf('x/webhook-secret') }, 'x/webhook-secret'],
  ['by its ARN', { secretCompleteArn: arnOf('x-AbCdEf') }, arnOf('x-AbCdEf')],
])('a secret imported %s with a key of its own may be decrypted by its readers', (_how, attributes, id) => {
  const keyArn = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

  const { ids, statements } = synthesize(
    (stack) =>
      Secret.fromSecretAttributes(stack, 'Own', {
        ...attributes,
        encryptionKey: kms.Key.fromKeyArn(stack, 'Key', keyArn),
      }),
    at,
  );

  expect(new Set(ids)).toEqual(new Set([id]));
  expect(statements).toEqual([
    expect.objectContaining({ Sid: 'ReadWebhookSecret' }),
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: keyArn },
    expect.objectContaining({ Sid: 'ReadApiKey' }),
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: keyArn },
    expect.objectContaining({ Sid: 'ReadApiKeys' }),
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: keyArn },
  ]);
});

describe('at synthesis', () => {
  const elsewhere = { account: '210987654321', region: 'eu-west-1' };
  const overseas = { account: '123456789012', region: 'us-east-1' };

  test.each<[string, (stack: Stack) => secretsmanager.ISecret, RegExp]>([
    [
      'a partial ARN of another account',
      (stack) => Secret.fromSecretPartialArn(stack, 'Own', arnOf('x/webhook', elsewhere)),
      /the webhook secret of endpoint "iinked-sign" in the account 210987654321, without its complete ARN: import it with Secret.fromSecretCompleteArn/,
    ],
    [
      'a partial ARN of another region',
      (stack) => Secret.fromSecretPartialArn(stack, 'Own', arnOf('x/webhook', overseas)),
      /the API key of endpoint "iinked-sign" in the region us-east-1: give a secret in the region of the stack/,
    ],
    [
      'a complete ARN of another region',
      (stack) => Secret.fromSecretCompleteArn(stack, 'Own', arnOf('x-AbCdEf', overseas)),
      /in the region us-east-1/,
    ],
    [
      'a name that was imported into a stack of another region',
      (stack) =>
        Secret.fromSecretNameV2(new Stack(App.of(stack) as App, 'Far', { env: overseas }), 'Own', 'x'),
      /in the region us-east-1/,
    ],
  ])('%s is refused', (_what, bring, message) => {
    expect(() => synthesize(bring, at)).toThrow(message);
  });

  test('a complete ARN of another account is allowed', () => {
    const arn = arnOf('x/webhook-AbCdEf', elsewhere);

    expect(synthesize((stack) => Secret.fromSecretCompleteArn(stack, 'Own', arn), at).ids).toContain(arn);
  });
});
