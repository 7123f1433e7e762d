import { DescribeStacksCommand, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { StackOutput } from '../stack/outputs';
import { failing } from './aws-failure';

/** Reads the outputs of a deployed stack. Throws `CommandFailure`. */
export async function stackOutputs(
  client: CloudFormationClient,
  stack: string,
): Promise<readonly StackOutput[]> {
  const { Stacks } = await client
    .send(new DescribeStacksCommand({ StackName: stack }))
    .catch(failing(client, `read the stack "${stack}"`, 'cloudformation:DescribeStacks'));
  return (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => ({
    key: OutputKey,
    value: OutputValue,
  }));
}
