import { ProviderApiError } from './provider-api-error';
import type { SecretValue } from '../kit/secret-value';

/** The live API keys, the current one first; `refreshed` when the ones at hand were refused. */
export type ApiKeys = (options: { readonly refreshed: boolean }) => Promise<readonly SecretValue[]>;

/** Where API keys come from, and who hears which one it was. */
export interface ApiKeySource {
  readonly apiKeys: ApiKeys;
  /** Told of each call that worked with the previous key: as long as there are some, it must not be revoked at the provider. */
  readonly onPreviousKey?: () => void;
}

/**
 * Makes a call with the current key, on 401 with the previous one, then with what a fresh read of the secret brings:
 * a rotation at either side holds up nothing.
 *
 * @throws ProviderApiError `api-key-not-set` without a key, `unauthorized` when all were refused, and what the call throws
 */
export async function withApiKey<Result>(
  { apiKeys, onPreviousKey }: ApiKeySource,
  call: (apiKey: string) => Promise<Result>,
): Promise<Result> {
  let refusal = new ProviderApiError('api-key-not-set');
  for await (const { stage, value } of keysToTry(apiKeys)) {
    try {
      const result = await call(value);
      if (stage === 'previous') onPreviousKey?.();
      return result;
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

async function* keysToTry(apiKeys: ApiKeys): AsyncGenerator<SecretValue, void> {
  const tried = new Set<string>();
  for (const refreshed of [false, true]) {
    for (const key of await apiKeys({ refreshed })) {
      if (!tried.has(key.value)) yield key;
      tried.add(key.value);
    }
  }
}

function isUnauthorized(error: unknown): error is ProviderApiError {
  return error instanceof ProviderApiError && error.reason === 'unauthorized';
}
