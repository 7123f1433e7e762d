import { GetFunctionConfigurationCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { AwsClients } from '../emulator/aws-clients';
import { reportHarnessChange } from './harness-change';

/** Adds variables to a function's environment, for new instances, and returns a function that restores it. */
export async function addEnvironment(
  { lambda }: AwsClients,
  FunctionName: string,
  variables: Readonly<Record<string, string>>,
): Promise<() => Promise<void>> {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const before = Environment?.Variables ?? {};
  const set = async (Variables: Record<string, string>) => {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
  };
  reportHarnessChange(`${Object.keys(variables).join(', ')} in the environment of ${FunctionName}`);
  await set({ ...before, ...variables });
  return () => set(before);
}
