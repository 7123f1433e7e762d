import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { logReader } from '../../cli/aws/log-reader';
import { secretReader } from '../../cli/aws/secret-reader';
import { stackOutputs } from '../../cli/aws/stack-outputs';
import { CommandFailure } from '../../cli/command-failure';
import { secretArn } from './outputs';

const region = 'eu-west-1';
const arn = secretArn('Token');

const named = (name: string, message = 'said by AWS') => Object.assign(new Error(message), { name });

describe('the outputs of a stack', () => {
  const cloudFormation = new CloudFormationClient({ region });
  const mock = mockClient(cloudFormation);
  beforeEach(() => mock.reset());

  it('are read by its name', async () => {
    mock.on(DescribeStacksCommand, { StackName: 'Mine' }).resolves({
      Stacks: [
        {
          StackName: 'Mine',
          CreationTime: new Date(0),
          StackStatus: 'CREATE_COMPLETE',
          Outputs: [{ OutputKey: 'A', OutputValue: '1' }, { OutputKey: 'B' }],
        },
      ],
    });

    expect(await stackOutputs(cloudFormation, 'Mine')).toEqual([
      { key: 'A', value: '1' },
      { key: 'B', value: '' },
    ]);
  });

  it('are none where a stack has none', async () => {
    mock.on(DescribeStacksCommand).resolves({});

    expect(await stackOutputs(cloudFormation, 'Mine')).toEqual([]);
  });

  it.each<[string, Error, RegExp]>([
    [
      'a stack that is not there',
      new CloudFormationServiceException({
        name: 'ValidationError',
        message: 'Stack with id Mine does not exist',
        $fault: 'client',
        $metadata: {},
      }),
      /There is no stack "Mine" in this account and region: give --stack and --region/,
    ],
    ['a missing permission', named('AccessDenied'), /cloudformation:DescribeStacks is needed/],
    ['a missing permission, by its other name', named('AccessDeniedException'), /DescribeStacks is needed/],
    ['missing credentials', named('CredentialsProviderError'), /sign in, or give --profile/],
    ['a missing region', named('Error', 'Region is missing'), /give --region/],
    ['a session that is over', named('ExpiredToken'), /could not be read: ExpiredToken: said by AWS/],
    ['a malformed name', named('ValidationError'), /could not be read: ValidationError: said by AWS/],
  ])('are missing for %s, and it says what to do', async (_why, error, message) => {
    mock.on(DescribeStacksCommand).rejects(error);

    const reading = stackOutputs(cloudFormation, 'Mine');

    await expect(reading).rejects.toThrow(CommandFailure);
    await expect(reading).rejects.toThrow(message);
  });
});

describe('a secret', () => {
  const secretsManager = new SecretsManagerClient({ region });
  const mock = mockClient(secretsManager);
  const read = secretReader(secretsManager);
  beforeEach(() => mock.reset());

  it('is read as it is now', async () => {
    mock
      .on(GetSecretValueCommand, { SecretId: arn, VersionStage: 'AWSCURRENT' })
      .resolves({ SecretString: 'the value' });

    expect(await read(arn)).toEqual({ value: 'the value' });
  });

  it.each([[{}], [{ SecretString: '' }], [{ SecretBinary: Buffer.from('bytes') }]])(
    'without a text has no value: %j',
    async (answer) => {
      mock.on(GetSecretValueCommand).resolves(answer);

      expect(await read(arn)).toEqual({ problem: 'has no value as text' });
    },
  );

  it.each([
    ['ResourceNotFoundException', 'is not there, or has no value yet'],
    ['AccessDeniedException', 'may not be read by you: secretsmanager:GetSecretValue is needed'],
    ['InvalidRequestException', 'is marked for deletion'],
    ['TimeoutError', 'could not be read: TimeoutError'],
    ['the value', 'could not be read: unknown error'],
  ])('out of reach is a problem with a reason: %s', async (name, problem) => {
    mock.on(GetSecretValueCommand).rejects(named(name));

    expect(await read(arn)).toEqual({ problem: expect.stringContaining(problem) as string });
  });

  it('is in no problem, whatever the error says', async () => {
    mock.on(GetSecretValueCommand).rejects(named('SyntaxError', 'Unexpected token, "the value" is not JSON'));

    expect(JSON.stringify(await read(arn))).not.toContain('the value');
  });
});

describe('a log', () => {
  const client = new CloudWatchLogsClient({ region });
  const mock = mockClient(client);
  beforeEach(() => mock.reset());
  const query = { logGroup: 'log', containing: 'message failed', since: 0 };
  const event = (at: number) => ({ timestamp: at, message: '{"message":"message failed","messageId":"m"}' });

  it('is read page by page, also past empty ones, oldest first', async () => {
    mock
      .on(FilterLogEventsCommand)
      .resolvesOnce({ events: [event(2)], nextToken: 'a' })
      .resolvesOnce({ events: [], nextToken: 'b' })
      .resolves({ events: [event(1)] });

    expect((await logReader(client)(query)).map(({ at }) => at)).toEqual([1, 2]);
  });

  it('that is too long to be read to its end, where the latest lines are, is a problem and no answer', async () => {
    mock.on(FilterLogEventsCommand).resolves({ events: [event(1)], nextToken: 'more' });

    const reading = logReader(client)(query);

    await expect(reading).rejects.toThrow(CommandFailure);
    await expect(reading).rejects.toThrow(/log is too long to be read here.*look there for "message failed"/);
  });
});
