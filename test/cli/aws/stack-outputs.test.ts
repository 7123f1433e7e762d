import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { stackOutputs } from '../../../cli/aws/stack-outputs';
import { CommandFailure } from '../../../cli/command-failure';

const cloudFormation = new CloudFormationClient({ region: 'eu-west-1' });
const mock = mockClient(cloudFormation);
beforeEach(() => mock.reset());

const named = (name: string, message = 'message of AWS') => Object.assign(new Error(message), { name });

describe('the outputs of a stack', () => {
  it('are read by the name of the stack', async () => {
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

  it('are an empty list if the stack has none', async () => {
    mock.on(DescribeStacksCommand).resolves({});

    expect(await stackOutputs(cloudFormation, 'Mine')).toEqual([]);
  });

  it.each<[string, Error, RegExp]>([
    [
      'a stack that does not exist',
      new CloudFormationServiceException({
        name: 'ValidationError',
        message: 'Stack with id Mine does not exist',
        $fault: 'client',
        $metadata: {},
      }),
      /There is no stack "Mine" in this account and region: check --stack and --region/,
    ],
    ['a missing permission', named('AccessDenied'), /you need cloudformation:DescribeStacks/],
    ['a missing permission, by its other name', named('AccessDeniedException'), /you need .*DescribeStacks/],
    ['missing credentials', named('CredentialsProviderError'), /sign in, or give --profile/],
    ['a missing region', named('Error', 'Region is missing'), /give --region/],
    ['an expired session', named('ExpiredToken'), /Could not read .*: ExpiredToken: message of AWS/],
    ['a malformed name', named('ValidationError'), /Could not read .*: ValidationError: message of AWS/],
  ])('cannot be read because of %s, and the message says what to do', async (_why, error, message) => {
    mock.on(DescribeStacksCommand).rejects(error);

    const reading = stackOutputs(cloudFormation, 'Mine');

    await expect(reading).rejects.toThrow(CommandFailure);
    await expect(reading).rejects.toThrow(message);
  });
});
