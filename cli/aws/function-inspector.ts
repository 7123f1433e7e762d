import {
  GetAccountSettingsCommand,
  GetEventSourceMappingCommand,
  GetFunctionConcurrencyCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { defined } from '../../lambda/kit/defined';
import type { FunctionInspector } from '../doctor/consumer-state';
import { failing } from './aws-failure';

/** Looks at functions in Lambda. */
export function functionInspector(client: LambdaClient): FunctionInspector {
  return {
    async consumer(UUID) {
      try {
        const { State = '', LastProcessingResult: lastResult } = await client.send(
          new GetEventSourceMappingCommand({ UUID }),
        );
        return defined({ state: State, lastResult });
      } catch (error) {
        if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
        return failing(
          client,
          `look at the event source mapping ${UUID}`,
          'lambda:GetEventSourceMapping',
        )(error);
      }
    },
    async reservedConcurrency(FunctionName) {
      const { ReservedConcurrentExecutions } = await client
        .send(new GetFunctionConcurrencyCommand({ FunctionName }))
        .catch(
          failing(client, `look at the concurrency of ${FunctionName}`, 'lambda:GetFunctionConcurrency'),
        );
      return ReservedConcurrentExecutions;
    },
    async quota() {
      const { AccountLimit } = await client
        .send(new GetAccountSettingsCommand({}))
        .catch(failing(client, 'look at the quota of concurrency', 'lambda:GetAccountSettings'));
      const total = AccountLimit?.ConcurrentExecutions ?? 0;
      return { total, unreserved: AccountLimit?.UnreservedConcurrentExecutions ?? total };
    },
  };
}
