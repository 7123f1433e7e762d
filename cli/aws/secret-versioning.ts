import {
  DescribeSecretCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { SecretVersioning } from '../stack/secret-stages';
import { awsFailure } from './aws-failure';

const previousStage = 'AWSPREVIOUS';

/** Handles the versions of secrets in Secrets Manager. */
export function secretVersioning(client: SecretsManagerClient): SecretVersioning {
  return {
    async stages(SecretId) {
      const { VersionIdsToStages = {} } = await client
        .send(new DescribeSecretCommand({ SecretId }))
        .catch(failing(`see the versions of ${SecretId}`, 'secretsmanager:DescribeSecret'));
      const withStage = (stage: string) =>
        Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes(stage))?.[0];
      const current = withStage('AWSCURRENT');
      const previous = withStage(previousStage);
      return { ...(current ? { current } : {}), ...(previous ? { previous } : {}) };
    },
    async dropPrevious(SecretId, RemoveFromVersionId) {
      await client
        .send(
          new UpdateSecretVersionStageCommand({
            SecretId,
            VersionStage: previousStage,
            RemoveFromVersionId,
          }),
        )
        .catch(
          failing(`revoke the previous value of ${SecretId}`, 'secretsmanager:UpdateSecretVersionStage'),
        );
    },
    async put(SecretId, SecretString) {
      await client.send(new PutSecretValueCommand({ SecretId, SecretString })).catch((error: unknown) => {
        throw awsFailure(
          error,
          `put a new value into ${SecretId}`,
          'secretsmanager:PutSecretValue',
          'It may have it all the same: a second one would end the value that the provider uses now. See first whether `addresses` prints another one than before.',
        );
      });
    },
  };
}

function failing(doing: string, action: string): (error: unknown) => never {
  return (error) => {
    throw awsFailure(error, doing, action);
  };
}
