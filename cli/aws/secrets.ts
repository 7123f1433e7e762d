import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { defined } from '../../lambda/kit/defined';
import type { ReadSecret, SecretVersioning } from '../stack/secrets';
import { failing } from './aws-failure';

/** Reads current values. A problem has the name of the error only: its message may quote a part of the secret. */
export function secretReader(client: SecretsManagerClient): ReadSecret {
  return async (arn) => {
    try {
      const { SecretString } = await client.send(
        new GetSecretValueCommand({ SecretId: arn, VersionStage: 'AWSCURRENT' }),
      );
      return SecretString ? { value: SecretString } : { problem: 'has no text value' };
    } catch (error) {
      return { problem: explain(error instanceof Error ? error.name : '') };
    }
  };
}

function explain(name: string): string {
  if (name === 'ResourceNotFoundException') return 'does not exist, or has no value yet';
  if (/^AccessDenied/.test(name)) {
    return 'cannot be read with your permissions: you need secretsmanager:GetSecretValue, and kms:Decrypt if it has its own KMS key';
  }
  if (name === 'InvalidRequestException') return 'is marked for deletion';
  return `could not be read: ${/^\w+$/.test(name) ? name : 'unknown error'}`;
}

const previousStage = 'AWSPREVIOUS';

/** Changes the versions of secrets in Secrets Manager. */
export function secretVersioning(client: SecretsManagerClient): SecretVersioning {
  return {
    async stages(SecretId) {
      const { VersionIdsToStages = {} } = await client
        .send(new DescribeSecretCommand({ SecretId }))
        .catch(failing(`read the versions of ${SecretId}`, 'secretsmanager:DescribeSecret'));
      const withStage = (stage: string) =>
        Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes(stage))?.[0];
      return defined({ current: withStage('AWSCURRENT'), previous: withStage(previousStage) });
    },
    async dropPrevious(SecretId, RemoveFromVersionId) {
      const doing = `revoke the previous value of ${SecretId}`;
      await client
        .send(
          new UpdateSecretVersionStageCommand({
            SecretId,
            VersionStage: previousStage,
            RemoveFromVersionId,
          }),
        )
        .catch(failing(doing, 'secretsmanager:UpdateSecretVersionStage'));
    },
    async put(SecretId, SecretString) {
      const doing = `put a new value into ${SecretId}`;
      await client
        .send(new PutSecretValueCommand({ SecretId, SecretString }))
        .catch(failing(doing, 'secretsmanager:PutSecretValue', adviceAfterPut));
    },
  };
}

const adviceAfterPut =
  'The call failed, but the secret may have the new value. Do not run this again yet: with a second new value, the value that the provider uses now becomes invalid. First compare what `addresses` prints with what it printed before.';
