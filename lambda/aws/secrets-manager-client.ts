import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientOptions } from './client-options';

/** Impatient: a call that hangs leaves time for a second one within the 1.5 s that a read may take. */
export const secretsManagerClient = () =>
  new SecretsManagerClient({
    ...clientOptions,
    requestHandler: { connectionTimeout: 600, requestTimeout: 600, throwOnRequestTimeout: true },
  });
