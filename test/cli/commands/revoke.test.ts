import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { functionRenewer } from '../../../cli/aws/function-renewer';
import { secretVersioning } from '../../../cli/aws/secret-versioning';
import type { EndpointOutput, StackOutput } from '../../../cli/stack/endpoint-outputs';
import { generatedValue } from '../../../cli/commands/generated-value';
import { revoke } from '../../../cli/commands/revoke';
import { rotate } from '../../../cli/commands/rotate';
import { documenso, iinkedSign, outputOf, signPlus } from '../outputs';

const operated = (output: EndpointOutput): EndpointOutput => ({
  ...output,
  construct: 'Signing',
  verifierFunction: `verifier-of-${output.endpoint}`,
});
const pipeline = {
  key: 'SigningOperations',
  value: JSON.stringify({
    construct: 'Signing',
    intakeQueueUrl: 'https://sqs/1/intake',
    intakeDeadLetterQueueUrl: 'https://sqs/1/dead',
    publisherLogGroup: 'publisher',
    archiverFunction: 'archiver',
    archiverLogGroup: 'archiver-log',
  }),
};
const value = 'V'.repeat(44);

interface World {
  readonly previous?: string;
  readonly reading?: { readonly value: string } | { readonly problem: string };
  readonly yes?: boolean;
  readonly endpoints?: readonly EndpointOutput[];
  readonly others?: readonly StackOutput[];
}

/** Runs a command in a world that notes what is done to it. */
function world({
  previous,
  reading = { value },
  yes = true,
  endpoints = [signPlus, documenso, iinkedSign],
  others = [],
}: World) {
  const done: string[] = [];
  const said: string[] = [];
  const asked: string[] = [];
  let stage = previous;
  const context = {
    readOutputs: () => Promise.resolve([pipeline, ...endpoints.map(operated).map(outputOf), ...others]),
    readSecret: () => Promise.resolve(reading),
    versioning: {
      stages: () => Promise.resolve({ current: 'v2', ...(stage === undefined ? {} : { previous: stage }) }),
      dropPrevious: (arn: string, version: string) => {
        done.push(`drop ${version} of ${arn}`);
        stage = undefined;
        return Promise.resolve();
      },
      put: (arn: string) => Promise.resolve(void done.push(`put ${arn}`)),
    },
    renewFunction: (name: string) => Promise.resolve(void done.push(`renew ${name}`)),
    generateValue: () => value,
    confirm: (question: string) => {
      asked.push(question);
      return Promise.resolve(yes);
    },
    print: (text: string) => void said.push(text),
    warn: (text: string) => void said.push(text),
  };
  return { context, done, said, asked };
}

const of = (endpoint: string, apiKey = false) => ({ stack: 'Mine', endpoint, apiKey });

describe('revoking', () => {
  it('takes the previous value away before anything starts anew that could cache it', async () => {
    const { context, done } = world({ previous: 'v1' });

    expect(await revoke(of('sign-plus'), context)).toBe(0);

    expect(done).toEqual([`drop v1 of ${signPlus.webhookSecretArn}`, 'renew verifier-of-sign-plus']);
  });

  it('renews every endpoint that shares the secret', async () => {
    const shared = { ...documenso, webhookSecretArn: signPlus.webhookSecretArn };
    const { context, done } = world({ previous: 'v1', endpoints: [signPlus, shared, iinkedSign] });

    await revoke(of('team'), context);

    expect(done.slice(1).sort()).toEqual(['renew verifier-of-sign-plus', 'renew verifier-of-team']);
  });

  it.each([
    ['the webhook secret', false, ['renew verifier-of-sign-plus', 'renew verifier-of-team']],
    ['the API key', true, ['renew archiver', 'renew archiver-of-other']],
  ])(
    'renews what shares %s in another construct, though only one was named',
    async (_what, apiKey, renewed) => {
      const shared = {
        webhookSecretArn: signPlus.webhookSecretArn,
        apiKeySecretArn: iinkedSign.apiKeySecretArn,
      };
      const elsewhere = { ...operated({ ...documenso, ...shared }), construct: 'Other' };
      const { context, done } = world({
        previous: 'v1',
        endpoints: [{ ...signPlus, ...shared }],
        others: [
          outputOf(elsewhere),
          {
            key: 'OtherOperations',
            value: pipeline.value
              .replace('"Signing"', '"Other"')
              .replace('"archiver"', '"archiver-of-other"'),
          },
        ],
      });

      expect(await revoke({ ...of('sign-plus', apiKey), construct: 'Signing' }, context)).toBe(0);

      expect(done.slice(1).sort()).toEqual(renewed);
    },
  );

  it('of an API key renews the archiver', async () => {
    const { context, done } = world({ previous: 'v1' });

    await revoke(of('contracts', true), context);

    expect(done).toEqual([`drop v1 of ${String(iinkedSign.apiKeySecretArn)}`, 'renew archiver']);
  });

  it('renews also where a run before this one died after it had taken the value away', async () => {
    const { context, done, said } = world({});

    expect(await revoke(of('sign-plus'), context)).toBe(0);

    expect(done).toEqual(['renew verifier-of-sign-plus']);
    expect(said.join()).toContain('has no previous value');
  });

  it.each<[string, World, string]>([
    ['without a current value', { reading: { problem: 'has no value as text' } }, 'has no value as text'],
    ['with a current value that is too short', { reading: { value: 'short' } }, 'is too short'],
    ['with a newline at the end of the current value', { reading: { value: `${value}\n` } }, 'white space'],
  ])('%s is refused before anything is done, and says no value', async (_what, given, words) => {
    const { context, done } = world({ previous: 'v1', ...given });

    const failure = await revoke(of('sign-plus'), context).catch(String);

    expect(failure).toContain('has no current value to go on with');
    expect(failure).toContain(words);
    expect(failure).not.toContain(value);
    expect(done).toEqual([]);
  });

  it('does nothing where the answer is no', async () => {
    const { context, done } = world({ previous: 'v1', yes: false });

    expect([await revoke(of('team'), context), await rotate(of('team'), context)]).toEqual([1, 1]);

    expect(done).toEqual([]);
  });
});

describe('rotating', () => {
  it('puts a new value in and prints where to go on, not the value', async () => {
    const { context, done, said } = world({});

    expect(await rotate(of('sign-plus'), context)).toBe(0);

    expect(done).toEqual([`put ${signPlus.webhookSecretArn}`]);
    expect(said.join()).toContain('addresses --stack Mine');
    expect(said.join()).not.toContain(value);
  });

  it('names the other endpoints that get the new value too', async () => {
    const shared = { ...documenso, webhookSecretArn: signPlus.webhookSecretArn };
    const { context, said, asked } = world({ endpoints: [signPlus, shared, iinkedSign] });

    await rotate(of('sign-plus'), context);

    expect(asked.join()).toContain('So does "team", which has the same secret');
    expect(said.join()).toContain('prints for sign-plus and team');
  });

  it('makes values of 44 letters and digits, each another one', () => {
    const made = Array.from({ length: 200 }, generatedValue);

    expect(made.filter((one) => !/^[A-Za-z0-9]{44}$/.test(one))).toEqual([]);
    expect(new Set(made).size).toBe(200);
    expect(new Set(made.join('')).size).toBe(62);
  });
});

describe('the versions of a secret', () => {
  const client = new SecretsManagerClient({ region: 'eu-west-1' });
  const mock = mockClient(client);
  beforeEach(() => mock.reset());

  it('may have a new one though the answer was lost: trying again at once would end the one in use', async () => {
    mock.on(PutSecretValueCommand).rejects(Object.assign(new Error(value), { name: 'TimeoutError' }));

    const failure = await secretVersioning(client).put('arn', value).catch(String);

    expect(failure).toContain('TimeoutError. It may have it all the same');
    expect(failure).not.toContain('Try again');
    expect(failure).not.toContain(value);
  });
});

describe('a function that is to forget', () => {
  const client = new LambdaClient({ region: 'eu-west-1' });
  const mock = mockClient(client);
  const renew = functionRenewer(client, () => 0);
  beforeEach(() => mock.reset());

  it('keeps all of its variables and is changed only as it was read', async () => {
    mock.on(GetFunctionConfigurationCommand).resolves({
      LastUpdateStatus: 'Successful',
      RevisionId: 'r1',
      Environment: { Variables: { SECRET_ID: 'a', SECRETS_REVOKED_AT: 'before' } },
    });
    mock.on(UpdateFunctionConfigurationCommand).resolves({});

    await renew('verifier');

    const [update] = mock.commandCalls(UpdateFunctionConfigurationCommand);
    expect(update?.args[0].input).toEqual({
      FunctionName: 'verifier',
      RevisionId: 'r1',
      Environment: { Variables: { SECRET_ID: 'a', SECRETS_REVOKED_AT: '1970-01-01T00:00:00.000Z' } },
    });
  });

  it.each([
    [{ Environment: { Error: { ErrorCode: 'AccessDeniedException' } } }],
    [{ Environment: { Variables: {}, Error: { ErrorCode: 'AccessDeniedException' } } }],
    [{}],
  ])(
    'is left alone where its variables cannot be read, for they would be lost: %j',
    async (configuration) => {
      mock.on(GetFunctionConfigurationCommand).resolves({ LastUpdateStatus: 'Successful', ...configuration });

      await expect(renew('verifier')).rejects.toThrow('so they cannot be kept');

      expect(mock.commandCalls(UpdateFunctionConfigurationCommand)).toEqual([]);
    },
  );

  it.each([
    ['AccessDeniedException', 'lambda:GetFunctionConfiguration is needed'],
    ['ResourceNotFoundException', 'it is not there'],
    ['ExpiredTokenException', 'your AWS session is over, or not valid: sign in'],
    ['TooManyRequestsException', 'TooManyRequestsException. Try again'],
  ])('names what to do about %s', async (name, words) => {
    const error = Object.assign(new Error('the value'), { name });
    mock.on(GetFunctionConfigurationCommand).rejects(error);

    const failure = await renew('verifier').catch(String);

    expect(failure).toContain(words);
    expect(failure).not.toContain('the value');
  });
});
