import {
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { secretInspector } from '../../../cli/aws/secret-inspector';

const secretsManager = mockClient(SecretsManagerClient);
const secrets = secretInspector(new SecretsManagerClient({ region: 'eu-west-1' }));
const named = (name: string) => Object.assign(new Error('canary'), { name });

beforeEach(() => secretsManager.reset());

it('returns when the versions were made, without their values', async () => {
  secretsManager.on(ListSecretVersionIdsCommand, { SecretId: 's' }).resolves({
    Versions: [
      { VersionStages: ['AWSPREVIOUS'], CreatedDate: new Date(1_000) },
      { VersionStages: ['AWSCURRENT', 'mine'], CreatedDate: new Date(2_000) },
    ],
  });

  expect(await secrets.versionTimes('s')).toEqual({ current: 2_000, previous: 1_000 });
  expect(secretsManager.commandCalls(GetSecretValueCommand)).toEqual([]);
});

it('returns no time of a secret without a value', async () => {
  secretsManager.on(ListSecretVersionIdsCommand).resolves({ Versions: [] });

  expect(await secrets.versionTimes('s')).toEqual({});
});

it('returns the value of a stage, or nothing if it has none', async () => {
  secretsManager
    .on(GetSecretValueCommand, { SecretId: 's', VersionStage: 'AWSCURRENT' })
    .resolves({ SecretString: 'value' })
    .on(GetSecretValueCommand, { SecretId: 's', VersionStage: 'AWSPREVIOUS' })
    .rejects(named('ResourceNotFoundException'));

  expect(await secrets.value('s', 'current')).toBe('value');
  expect(await secrets.value('s', 'previous')).toBeUndefined();
});

it.each([
  ['secretsmanager:ListSecretVersionIds', () => secrets.versionTimes('s')],
  ['secretsmanager:GetSecretValue', () => secrets.value('s', 'current')],
])('names the permission %s if it is missing, and nothing of the error', async (action, call) => {
  secretsManager.rejects(named('AccessDeniedException'));

  await expect(call()).rejects.toThrow(action);
  await expect(call()).rejects.not.toThrow('canary');
});
