import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { secretReader, secretVersioning } from '../../../cli/aws/secrets';
import { secretArn } from '../stack-of';

const secretsManager = new SecretsManagerClient({ region: 'eu-west-1' });
const mock = mockClient(secretsManager);
beforeEach(() => mock.reset());

const arn = secretArn('Token');
const named = (name: string, message = 'message of AWS') => Object.assign(new Error(message), { name });

describe('reading a secret', () => {
  const read = secretReader(secretsManager);

  it('returns the current value', async () => {
    mock
      .on(GetSecretValueCommand, { SecretId: arn, VersionStage: 'AWSCURRENT' })
      .resolves({ SecretString: 'the value' });

    expect(await read(arn)).toEqual({ value: 'the value' });
  });

  it.each([[{}], [{ SecretString: '' }], [{ SecretBinary: Buffer.from('bytes') }]])(
    'returns a problem if there is no text value: %j',
    async (answer) => {
      mock.on(GetSecretValueCommand).resolves(answer);

      expect(await read(arn)).toEqual({ problem: 'has no text value' });
    },
  );

  it.each([
    ['ResourceNotFoundException', 'does not exist, or has no value yet'],
    ['AccessDeniedException', 'could not be read: access denied. You need secretsmanager:GetSecretValue'],
    ['InvalidRequestException', 'marked for deletion'],
    ['TimeoutError', 'could not be read: AWS did not answer (TimeoutError)'],
    ['the value', 'could not be read: unknown error'],
  ])('returns a problem that explains %s', async (name, problem) => {
    mock.on(GetSecretValueCommand).rejects(named(name));

    expect(await read(arn)).toEqual({ problem: expect.stringContaining(problem) as string });
  });

  it('returns a problem without the value, even if the error contains it', async () => {
    mock.on(GetSecretValueCommand).rejects(named('SyntaxError', 'Unexpected token, "the value" is not JSON'));

    expect(JSON.stringify(await read(arn))).not.toContain('the value');
  });
});

describe('putting a new value', () => {
  it('advises against another try if the answer is lost: a second new value would end the one in use', async () => {
    const value = 'V'.repeat(44);
    mock.on(PutSecretValueCommand).rejects(named('TimeoutError', value));

    const failure = await secretVersioning(secretsManager).put('arn', value).catch(String);

    expect(failure).toContain('(TimeoutError). Check the network. The call failed, but the secret may');
    expect(failure).not.toContain('Try again');
    expect(failure).not.toContain(value);
  });

  it('succeeds if only the answer was lost: the new version is the current one', async () => {
    let token = '';
    mock.on(PutSecretValueCommand).callsFake(({ ClientRequestToken }: { ClientRequestToken: string }) => {
      token = ClientRequestToken;
      return Promise.reject(named('TimeoutError'));
    });
    mock
      .on(DescribeSecretCommand)
      .callsFake(() =>
        Promise.resolve({ VersionIdsToStages: { [token]: ['AWSCURRENT'], old: ['AWSPREVIOUS'] } }),
      );

    await secretVersioning(secretsManager).put('arn', 'V'.repeat(44));

    expect(mock.commandCalls(PutSecretValueCommand)).toHaveLength(1);
  });

  it('fails if another version is the current one', async () => {
    mock.on(PutSecretValueCommand).rejects(named('TimeoutError'));
    mock.on(DescribeSecretCommand).resolves({ VersionIdsToStages: { another: ['AWSCURRENT'] } });

    await expect(secretVersioning(secretsManager).put('arn', 'V'.repeat(44))).rejects.toThrow('TimeoutError');
  });
});
