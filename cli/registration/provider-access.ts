import type { EnvelopeApiDeps } from '../../lambda/providers/provider';
import { CommandFailure } from '../command-failure';
import type { EndpointOutput } from '../stack/outputs';
import type { ReadSecret } from '../stack/secrets';

/** What a command needs to call a provider itself. */
export interface ProviderAccessDeps {
  readonly readSecret: ReadSecret;
  readonly fetch: typeof fetch;
}

/** The options of a provider's API, and its key. */
export interface ProviderAccess {
  readonly options: { readonly apiUrl: string };
  readonly api: EnvelopeApiDeps;
}

/** Reads the API key of an endpoint. Throws `CommandFailure` if the endpoint has none, or its output does not name the API. */
export async function providerAccess(
  { endpoint, apiKeySecretArn, apiUrl }: EndpointOutput,
  { readSecret, fetch }: ProviderAccessDeps,
): Promise<ProviderAccess> {
  if (apiKeySecretArn === undefined) {
    throw new CommandFailure(
      `The endpoint "${endpoint}" does not archive (archive is false), so the stack has no key to the provider's API. Do it by hand: \`addresses\` prints the steps.`,
    );
  }
  if (apiUrl === undefined) {
    throw new CommandFailure(
      "An earlier version of cdk-esign-webhooks deployed the stack: its outputs do not name the address of the provider's API. Deploy it with this version first.",
    );
  }
  const key = await readSecret(apiKeySecretArn);
  if ('problem' in key) {
    throw new CommandFailure(
      `The API key of "${endpoint}" is needed: ${apiKeySecretArn} ${key.problem}. \`set-secret --api-key\` puts it in.`,
    );
  }
  const apiKeys = () => Promise.resolve([{ stage: 'current' as const, value: key.value }]);
  return { options: { apiUrl }, api: { fetch, apiKeys } };
}
