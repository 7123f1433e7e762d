import type { FailureReason } from '../contracts/failure-reason';
import type { SecretValue } from '../kit/secret-value';
import { ProviderApiError } from './provider-api-error';

/** Returns the valid API keys, the current one first. `refreshed` reads the secret again, after the cached keys were refused. */
export type ApiKeys = (options: { readonly refreshed: boolean }) => Promise<readonly SecretValue[]>;

/** The source of the API keys. */
export interface ApiKeySource {
  readonly apiKeys: ApiKeys;
  /** Called after each success with the previous key. While this happens, the key must not be revoked at the provider. */
  readonly onPreviousKey?: () => void;
}

/**
 * Makes a call with the current key. On `unauthorized` it tries the previous key, then the keys of a fresh read. So a key
 * rotation at either side delays nothing.
 *
 * @throws ProviderApiError `api-key-not-set` without a key, `unauthorized` if all keys were refused, or any error of the call
 * @example
 * const response = await withApiKey(source, (apiKey) =>
 *   providerRequest(options, { url, headers: { authorization: `Bearer ${apiKey}` }, signal }),
 * );
 */
export async function withApiKey<Result>(
  { apiKeys, onPreviousKey }: ApiKeySource,
  call: (apiKey: string) => Promise<Result>,
): Promise<Result> {
  let lastError = new ProviderApiError('api-key-not-set');
  for await (const { stage, value } of keysToTry(apiKeys)) {
    try {
      const result = await call(value);
      if (stage === 'previous') onPreviousKey?.();
      return result;
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      lastError = error;
    }
  }
  throw lastError;
}

/** Whether nothing can be asked for the reason that no key is set, or that each was refused: somebody has to look. */
export function isKeyUnusable(reason: FailureReason): boolean {
  return reason === 'unauthorized' || reason === 'api-key-not-set';
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
