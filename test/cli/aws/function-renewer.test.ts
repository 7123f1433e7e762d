import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { functionRenewer } from '../../../cli/aws/function-renewer';

const client = new LambdaClient({ region: 'eu-west-1' });
const mock = mockClient(client);
const renew = functionRenewer(client, () => 0);
beforeEach(() => mock.reset());

describe('renewing a function', () => {
  it('keeps all other variables, and names the revision that it has read', async () => {
    mock.on(GetFunctionConfigurationCommand).resolves({
      LastUpdateStatus: 'Successful',
      RevisionId: 'r1',
      Environment: { Variables: { SECRET_ID: 'a', SECRETS_REVOKED_AT: 'before' } },
    });
    mock.on(UpdateFunctionConfigurationCommand).resolves({});

    await renew('verifier');

    const [update] = mock.commandCalls(UpdateFunctionConfigurationCommand);
    expect(update?.args[0].input).toEqual({
      FunctionName: 'verifier',
      RevisionId: 'r1',
      Environment: { Variables: { SECRET_ID: 'a', SECRETS_REVOKED_AT: '1970-01-01T00:00:00.000Z' } },
    });
  });

  it.each([
    [{ Environment: { Error: { ErrorCode: 'AccessDeniedException' } } }],
    [{ Environment: { Variables: {}, Error: { ErrorCode: 'AccessDeniedException' } } }],
    [{}],
  ])(
    'changes nothing if the variables cannot be read, because they would be lost: %j',
    async (configuration) => {
      mock.on(GetFunctionConfigurationCommand).resolves({ LastUpdateStatus: 'Successful', ...configuration });

      await expect(renew('verifier')).rejects.toThrow('so an update would lose them');

      expect(mock.commandCalls(UpdateFunctionConfigurationCommand)).toEqual([]);
    },
  );

  it.each([
    ['AccessDeniedException', 'You need lambda:GetFunctionConfiguration'],
    ['ResourceNotFoundException', 'it does not exist'],
    ['ExpiredTokenException', 'your AWS session has expired or is not valid: sign in'],
    ['TooManyRequestsException', 'throttled the call'],
  ])('says what to do about %s, without the message of AWS', async (name, words) => {
    const error = Object.assign(new Error('the value'), { name });
    mock.on(GetFunctionConfigurationCommand).rejects(error);

    const failure = await renew('verifier').catch(String);

    expect(failure).toContain(words);
    expect(failure).not.toContain('the value');
  });
});
