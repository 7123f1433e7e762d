import type { ListedRegistration } from '../../lambda/providers/webhook-registry';
import { CommandFailure } from '../command-failure';
import type { EndpointOutput } from '../stack/outputs';
import { providerCaller } from './call-provider';
import { providerAccess, type ProviderAccessDeps } from './provider-access';
import type { Stopwatch } from '../poll';
import { webhookCalls, type WebhookCalls } from './webhook-calls';

/** The dependencies of `openRegistry`. */
export interface RegistryDeps extends ProviderAccessDeps {
  readonly watch: Stopwatch;
}

/** Makes the calls to the webhooks of an endpoint's account. Throws `CommandFailure`. */
export async function openRegistry(
  registration: ListedRegistration,
  endpoint: EndpointOutput,
  deps: RegistryDeps,
): Promise<WebhookCalls> {
  const { options, api } = await providerAccess(endpoint, deps);
  const registry = usable(() => registration.makeRegistry(options, api));
  return webhookCalls(registry, providerCaller(deps.watch));
}

/** Makes something from the options of an API. Throws `CommandFailure` if they are not what the provider needs. */
export function usable<Api>(make: () => Api): Api {
  try {
    return make();
  } catch (error) {
    throw new CommandFailure(
      'The address of the API in the outputs of the stack is not one of this provider: check apiUrl.',
      { cause: error },
    );
  }
}
