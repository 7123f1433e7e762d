import { providerIdSchema } from '../../lambda/contracts/ids';
import type { EnvelopeLister } from '../../lambda/providers/envelope-lister';
import { envelopeListings } from '../../lambda/providers/envelope-listings';
import { CommandFailure } from '../command-failure';
import type { EndpointOutput } from '../stack/outputs';
import type { ReadSecret } from '../stack/secrets';

/** The dependencies of asking a provider for its list. */
export interface ListerDeps {
  readonly readSecret: ReadSecret;
  readonly fetch: typeof fetch;
}

/**
 * Makes the lister of an endpoint's provider, with the current API key. Throws `CommandFailure` if the endpoint has no API key,
 * or if the outputs do not say where the API is. So does the lister if the key cannot be read.
 */
export function endpointLister(
  { endpoint, provider: name, apiUrl, apiKeySecretArn }: EndpointOutput,
  { readSecret, fetch: ask }: ListerDeps,
): EnvelopeLister {
  const provider = providerIdSchema.safeParse(name).data;
  if (!provider) {
    throw new CommandFailure(
      `This version does not know the provider "${name}" of the endpoint "${endpoint}": use the version that deployed the stack.`,
    );
  }
  if (apiKeySecretArn === undefined) {
    throw new CommandFailure(
      `The endpoint "${endpoint}" does not archive, so it has no API key to ask with.`,
    );
  }
  if (apiUrl === undefined) {
    throw new CommandFailure(
      `An earlier version of cdk-esign-webhooks deployed the stack: its outputs do not name the API of "${endpoint}". Deploy it with this version first.`,
    );
  }
  const apiKeys = async () => {
    const read = await readSecret(apiKeySecretArn);
    if ('problem' in read) throw new CommandFailure(`The API key of "${endpoint}" ${read.problem}`);
    return [{ stage: 'current', value: read.value }] as const;
  };
  return envelopeListings[provider].makeLister({ apiUrl }, { fetch: ask, apiKeys });
}
