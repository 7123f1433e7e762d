import {
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  type SecretsManagerClient,
  type SecretVersionsListEntry,
} from '@aws-sdk/client-secrets-manager';
import { defined } from '../../lambda/kit/defined';
import type { SecretInspector, SecretStage } from '../doctor/secret-inspector';
import { failing } from './aws-failure';

const stages: Readonly<Record<SecretStage, string>> = { current: 'AWSCURRENT', previous: 'AWSPREVIOUS' };

/** Looks at secrets in Secrets Manager. */
export function secretInspector(client: SecretsManagerClient): SecretInspector {
  return {
    async versionTimes(SecretId) {
      const { Versions = [] } = await client
        .send(new ListSecretVersionIdsCommand({ SecretId }))
        .catch(failing(client, `list the versions of ${SecretId}`, 'secretsmanager:ListSecretVersionIds'));
      return defined({ current: madeAt(Versions, 'current'), previous: madeAt(Versions, 'previous') });
    },
    async value(SecretId, stage) {
      try {
        const VersionStage = stages[stage];
        const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId, VersionStage }));
        return SecretString;
      } catch (error) {
        // A secret without a value fails like one that does not exist.
        if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
        return failing(client, `read the value of ${SecretId}`, 'secretsmanager:GetSecretValue')(error);
      }
    },
  };
}

function madeAt(versions: readonly SecretVersionsListEntry[], stage: SecretStage): number | undefined {
  return versions.find(({ VersionStages }) => VersionStages?.includes(stages[stage]))?.CreatedDate?.getTime();
}
