import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdated,
  type GetFunctionConfigurationCommandOutput,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { CommandFailure } from '../command-failure';
import type { RenewFunction } from '../stack/secrets';
import { failing } from './aws-failure';

/** No function reads this variable. A changed environment makes Lambda start new instances and stop the old ones. */
const renewalVariable = 'SECRETS_REVOKED_AT';

/** In a VPC an update can take minutes. */
const maxUpdateSeconds = 600;

/** Renews a function by a changed environment variable. All other variables stay, and none is shown. */
export function functionRenewer(client: LambdaClient, now: () => number = Date.now): RenewFunction {
  return async (FunctionName) => {
    const { Environment, RevisionId } = await settledConfiguration(client, FunctionName);
    if (Environment?.Error || !Environment?.Variables) {
      throw new CommandFailure(
        `You have no permission to read the variables of ${FunctionName}, so an update would lose them. You need kms:Decrypt for their key. The function was not changed: it uses cached values for up to five minutes.`,
      );
    }
    const Variables = { ...Environment.Variables, [renewalVariable]: new Date(now()).toISOString() };
    await client
      .send(
        // The revision makes the update fail if a deployment has changed the function meanwhile.
        new UpdateFunctionConfigurationCommand({ FunctionName, RevisionId, Environment: { Variables } }),
      )
      .catch(failing(client, `renew ${FunctionName}`, 'lambda:UpdateFunctionConfiguration'));
    await untilUpdated(client, FunctionName);
  };
}

/** Reads the configuration after any update in progress: Lambda would refuse a second one. */
async function settledConfiguration(
  client: LambdaClient,
  FunctionName: string,
): Promise<GetFunctionConfigurationCommandOutput> {
  const read = () =>
    client
      .send(new GetFunctionConfigurationCommand({ FunctionName }))
      .catch(failing(client, `read the configuration of ${FunctionName}`, 'lambda:GetFunctionConfiguration'));
  const found = await read();
  if (found.LastUpdateStatus !== 'InProgress') return found;
  await untilUpdated(client, FunctionName);
  return read();
}

async function untilUpdated(client: LambdaClient, FunctionName: string): Promise<void> {
  await waitUntilFunctionUpdated(
    { client, maxWaitTime: maxUpdateSeconds, minDelay: 1, maxDelay: 5 },
    { FunctionName },
  ).catch(failing(client, `wait until ${FunctionName} is renewed`, 'lambda:GetFunctionConfiguration'));
}
