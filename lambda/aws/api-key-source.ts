import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { anySecretForm } from '../kit/secret-form';
import type { SecretValue } from '../kit/secret-value';
import type { Telemetry } from '../kit/telemetry';
import { secretValues } from './secret-values';

/** The secret with the API keys of one endpoint. */
export interface ApiKeySecret {
  readonly endpoint: string;
  readonly secretId: string;
  readonly graceSeconds: number;
}

/** Makes the source of an endpoint's API keys (`ApiKeySource`). It counts each success with the previous key. */
export function apiKeySource(
  client: SecretsManagerClient,
  { endpoint, secretId, graceSeconds }: ApiKeySecret,
  telemetry: Telemetry,
) {
  const secret = secretValues(client, { secretId, graceSeconds, form: anySecretForm });
  return {
    apiKeys: ({ refreshed }: { readonly refreshed: boolean }): Promise<readonly SecretValue[]> =>
      secret.read(refreshed ? { freshSince: Date.now() } : {}),
    onPreviousKey: () => telemetry.count('PreviousApiKeyUsed', endpoint),
  };
}
