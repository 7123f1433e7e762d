import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ReadSecret } from '../commands/endpoint-address';

/**
 * Reads secrets' current values. Of an error it says only the kind: a message may have parts of an answer that could not
 * be read, which would be parts of a secret.
 */
export function secretReader(client: SecretsManagerClient): ReadSecret {
  return async (arn) => {
    try {
      const { SecretString } = await client.send(
        new GetSecretValueCommand({ SecretId: arn, VersionStage: 'AWSCURRENT' }),
      );
      if (SecretString) return { value: SecretString };
      return { problem: 'has no value as text' };
    } catch (error) {
      return { problem: explain(error instanceof Error ? error.name : '') };
    }
  };
}

function explain(name: string): string {
  if (name === 'ResourceNotFoundException') return 'is not there, or has no value yet';
  if (/^AccessDenied/.test(name)) {
    return 'may not be read by you: secretsmanager:GetSecretValue is needed, and kms:Decrypt where it has a key of its own';
  }
  if (name === 'InvalidRequestException') return 'is marked for deletion';
  return `could not be read: ${/^\w+$/.test(name) ? name : 'unknown error'}`;
}
