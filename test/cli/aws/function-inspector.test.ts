import {
  GetAccountSettingsCommand,
  GetEventSourceMappingCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { functionInspector } from '../../../cli/aws/function-inspector';

const lambda = mockClient(LambdaClient);
const functions = functionInspector(new LambdaClient({ region: 'eu-west-1' }));
const named = (name: string) => Object.assign(new Error('canary'), { name });

beforeEach(() => lambda.reset());

it('returns how a queue is read', async () => {
  lambda
    .on(GetEventSourceMappingCommand, { UUID: 'u' })
    .resolves({ State: 'Disabled', LastProcessingResult: 'PROBLEM: x' });

  expect(await functions.consumer('u')).toEqual({ state: 'Disabled', lastResult: 'PROBLEM: x' });
});

it('returns nothing for an event source mapping that was deleted', async () => {
  lambda.on(GetEventSourceMappingCommand).rejects(named('ResourceNotFoundException'));

  expect(await functions.consumer('u')).toBeUndefined();
});

it('returns a reserved concurrency of 0 as such, and none as undefined', async () => {
  lambda
    .on(GetFunctionConcurrencyCommand, { FunctionName: 'stopped' })
    .resolves({ ReservedConcurrentExecutions: 0 })
    .on(GetFunctionConcurrencyCommand, { FunctionName: 'free' })
    .resolves({});

  expect(await functions.reservedConcurrency('stopped')).toBe(0);
  expect(await functions.reservedConcurrency('free')).toBeUndefined();
});

it('returns the quota of the account', async () => {
  lambda
    .on(GetAccountSettingsCommand)
    .resolves({ AccountLimit: { ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: 900 } });

  expect(await functions.quota()).toEqual({ total: 1_000, unreserved: 900 });
});

it.each([
  ['lambda:GetEventSourceMapping', () => functions.consumer('u')],
  ['lambda:GetFunctionConcurrency', () => functions.reservedConcurrency('f')],
  ['lambda:GetAccountSettings', () => functions.quota()],
])('names the permission %s if it is missing', async (action, call) => {
  lambda.rejects(named('AccessDeniedException'));

  await expect(call()).rejects.toThrow(action);
});
