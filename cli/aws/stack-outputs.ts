import { DescribeStacksCommand, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CommandFailure } from '../command-failure';
import type { StackOutput } from '../stack/endpoint-outputs';

/** Reads the outputs of a deployed stack. Throws `CommandFailure`, saying what to do. */
export async function stackOutputs(
  client: CloudFormationClient,
  stack: string,
): Promise<readonly StackOutput[]> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stack }));
    return (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => ({
      key: OutputKey,
      value: OutputValue,
    }));
  } catch (error) {
    throw new CommandFailure(explain(error, stack), { cause: error });
  }
}

function explain(error: unknown, stack: string): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'ValidationError' && message.includes('does not exist')) {
    return `There is no stack "${stack}" in this account and region: give --stack and --region as it was deployed.`;
  }
  if (/^AccessDenied/.test(name)) {
    return `Not allowed to read the stack "${stack}": the action cloudformation:DescribeStacks is needed.`;
  }
  if (name === 'CredentialsProviderError') {
    return 'No AWS credentials were found: sign in, or give --profile.';
  }
  if (message === 'Region is missing') return 'No AWS region is set: give --region.';
  return `The stack "${stack}" could not be read: ${name}: ${message}`;
}
