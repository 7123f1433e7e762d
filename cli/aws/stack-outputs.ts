import { DescribeStacksCommand, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CommandFailure } from '../command-failure';
import type { StackOutput } from '../stack/outputs';

/** Reads the outputs of a deployed stack. Throws `CommandFailure`. */
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
    return `There is no stack "${stack}" in this account and region: check --stack and --region.`;
  }
  if (/^AccessDenied/.test(name)) {
    return `You have no permission to read the stack "${stack}": you need cloudformation:DescribeStacks.`;
  }
  if (name === 'CredentialsProviderError') {
    return 'No AWS credentials were found: sign in, or give --profile.';
  }
  if (message === 'Region is missing') return 'No AWS region is set: give --region.';
  return `Could not read the stack "${stack}": ${name}: ${message}`;
}
