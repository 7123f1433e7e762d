import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { randomUUID } from 'node:crypto';
import { defined } from '../../lambda/kit/defined';
import type { ReadSecret, SecretStages, SecretVersioning } from '../stack/secrets';
import { awsCause } from './aws-cause';
import { failing } from './aws-failure';

/** Reads current values. A problem never has the message of the error: it may quote a part of the secret. */
export function secretReader(client: SecretsManagerClient): ReadSecret {
  return async (arn) => {
    try {
      const { SecretString } = await client.send(
        new GetSecretValueCommand({ SecretId: arn, VersionStage: 'AWSCURRENT' }),
      );
      return SecretString ? { value: SecretString } : { problem: 'has no text value' };
    } catch (error) {
      // Unlike other calls, this one fails so for a secret without a value too.
      if (error instanceof Error && error.name === 'ResourceNotFoundException')
        return { problem: 'does not exist, or has no value yet' };
      return {
        problem: `could not be read: ${awsCause(error, 'secretsmanager:GetSecretValue', 'Try again.')}`,
      };
    }
  };
}

const previousStage = 'AWSPREVIOUS';

/** Changes the versions of secrets in Secrets Manager. */
export function secretVersioning(client: SecretsManagerClient): SecretVersioning {
  const stages = async (SecretId: string): Promise<SecretStages> => {
    const { VersionIdsToStages = {} } = await client
      .send(new DescribeSecretCommand({ SecretId }))
      .catch(failing(client, `read the versions of ${SecretId}`, 'secretsmanager:DescribeSecret'));
    const withStage = (stage: string) =>
      Object.entries(VersionIdsToStages).find(([, ofVersion]) => ofVersion.includes(stage))?.[0];
    return defined({ current: withStage('AWSCURRENT'), previous: withStage(previousStage) });
  };
  return {
    stages,
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
        .catch(failing(client, doing, 'secretsmanager:UpdateSecretVersionStage'));
    },
    async put(SecretId, SecretString, advice = adviceAfterPut) {
      // It becomes the id of the new version. The client's own repetitions with it make no second version.
      const ClientRequestToken = randomUUID();
      try {
        await client.send(new PutSecretValueCommand({ SecretId, SecretString, ClientRequestToken }));
      } catch (error) {
        // Only the answer may be lost.
        const { current } = await stages(SecretId).catch((): SecretStages => ({}));
        if (current === ClientRequestToken) return;
        const doing = `put a new value into ${SecretId}`;
        await failing(client, doing, 'secretsmanager:PutSecretValue', advice)(error);
      }
    },
  };
}

const adviceAfterPut =
  'The call failed, but the secret may have the new value. Do not run this again yet: with a second new value, the value that the provider uses now becomes invalid. First look at `LastChangedDate` of `aws secretsmanager describe-secret`: it tells whether the secret has changed.';
