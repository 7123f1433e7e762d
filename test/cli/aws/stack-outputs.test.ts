import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { stackOutputs } from '../../../cli/aws/stack-outputs';
import { CommandFailure } from '../../../cli/command-failure';

const cloudFormation = new CloudFormationClient({
  region: 'eu-west-1',
  credentials: { accessKeyId: 'key', secretAccessKey: 'secret', accountId: '123456789012' },
});
const mock = mockClient(cloudFormation);
beforeEach(() => mock.reset());

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

  it('cannot be read from a region without the stack, and the message names what was asked', async () => {
    mock.on(DescribeStacksCommand).rejects(
      new CloudFormationServiceException({
        name: 'ValidationError',
        message: 'Stack with id Mine does not exist',
        $fault: 'client',
        $metadata: {},
      }),
    );

    const reading = stackOutputs(cloudFormation, 'Mine');

    await expect(reading).rejects.toThrow(CommandFailure);
    await expect(reading).rejects.toThrow(
      'Could not read the stack "Mine": it does not exist. Check --stack, --region and --profile; or was it deleted by hand? Asked: region eu-west-1, account 123456789012.',
    );
  });
});
