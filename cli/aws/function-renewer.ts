import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdated,
  type GetFunctionConfigurationCommandOutput,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { CommandFailure } from '../command-failure';
import type { RenewFunction } from '../stack/secret-stages';
import { awsFailure } from './aws-failure';

/** No function reads it: a changed environment makes Lambda start new instances, and end those that have cached a value. */
export const renewalVariable = 'SECRETS_REVOKED_AT';

/** Seconds that Lambda may take for a change; in a VPC it can be minutes. */
const longestUpdate = 600;

/**
 * Makes Lambda run a function in new instances from now on, by a changed environment variable. All other variables stay
 * as they are, and none is told to anybody.
 */
export function functionRenewer(client: LambdaClient, now: () => number = Date.now): RenewFunction {
  return async (FunctionName) => {
    const { Environment, RevisionId } = await settledConfiguration(client, FunctionName);
    if (Environment?.Error || !Environment?.Variables) {
      throw new CommandFailure(
        `The variables of ${FunctionName} may not be read by you, so they cannot be kept: kms:Decrypt for their key is needed. Nothing was changed at the function: it uses what it has cached for up to five minutes.`,
      );
    }
    const Variables = { ...Environment.Variables, [renewalVariable]: new Date(now()).toISOString() };
    await client
      .send(
        // With the revision, so that a deployment at the same time is not undone.
        new UpdateFunctionConfigurationCommand({ FunctionName, RevisionId, Environment: { Variables } }),
      )
      .catch(failing(`renew ${FunctionName}`, 'lambda:UpdateFunctionConfiguration'));
    await untilUpdated(client, FunctionName);
  };
}

/** Its configuration, when no change is under way: another one would be refused. */
async function settledConfiguration(
  client: LambdaClient,
  FunctionName: string,
): Promise<GetFunctionConfigurationCommandOutput> {
  const read = () =>
    client
      .send(new GetFunctionConfigurationCommand({ FunctionName }))
      .catch(failing(`read the configuration of ${FunctionName}`, 'lambda:GetFunctionConfiguration'));
  const found = await read();
  if (found.LastUpdateStatus !== 'InProgress') return found;
  await untilUpdated(client, FunctionName);
  return read();
}

async function untilUpdated(client: LambdaClient, FunctionName: string): Promise<void> {
  await waitUntilFunctionUpdated(
    { client, maxWaitTime: longestUpdate, minDelay: 1, maxDelay: 5 },
    { FunctionName },
  ).catch(failing(`see that ${FunctionName} is renewed`, 'lambda:GetFunctionConfiguration'));
}

function failing(doing: string, action: string): (error: unknown) => never {
  return (error) => {
    throw awsFailure(error, doing, action);
  };
}
