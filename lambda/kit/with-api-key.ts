import { ProviderApiError } from './provider-api-error';
import type { SecretValue } from './verdict';

/** The live API keys, the current one first; `refreshed` when the ones at hand were refused. */
export type ApiKeys = (options: { readonly refreshed: boolean }) => Promise<readonly SecretValue[]>;

/**
 * Makes a call with the current key, on 401 with the previous one, then with what a fresh read of the secret brings:
 * a rotation at either side holds up nothing.
 *
 * @throws ProviderApiError `api-key-not-set` without a key, `unauthorized` when all were refused, and what the call throws
 */
export async function withApiKey<Result>(
  apiKeys: ApiKeys,
  call: (apiKey: string) => Promise<Result>,
): Promise<Result> {
  let refusal = new ProviderApiError('api-key-not-set');
  for await (const apiKey of keysToTry(apiKeys)) {
    try {
      return await call(apiKey);
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

async function* keysToTry(apiKeys: ApiKeys): AsyncGenerator<string, void> {
  const tried = new Set<string>();
  for (const refreshed of [false, true]) {
    for (const { value } of await apiKeys({ refreshed })) {
      if (!tried.has(value)) yield value;
      tried.add(value);
    }
  }
}

function isUnauthorized(error: unknown): error is ProviderApiError {
  return error instanceof ProviderApiError && error.reason === 'unauthorized';
}
