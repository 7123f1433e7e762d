import { ProviderApiError } from '../../lambda/provider-http/provider-api-error';
import type { UnlistedRegistration } from '../../lambda/providers/webhook-registry';
import { CommandFailure } from '../command-failure';
import type { Stopwatch } from '../poll';
import type { EndpointOutput } from '../stack/outputs';
import type { SecretVersioning } from '../stack/secrets';
import { providerCaller } from './call-provider';
import { usable } from './open-registry';
import { providerAccess, type ProviderAccessDeps } from './provider-access';

/** The dependencies of `registerUnlisted`. */
export interface UnlistedDeps extends ProviderAccessDeps {
  readonly versioning: Pick<SecretVersioning, 'stages' | 'put'>;
  readonly watch: Stopwatch;
  /** Says why a value cannot be the webhook secret, without the value. */
  readonly valueProblem: (value: string) => string | undefined;
}

/** What became of the webhook secret. */
export type SecretEffect = 'new' | 'unchanged';

/**
 * Sets an endpoint's address at a provider that lists none, and puts the secret of its answer into Secrets Manager. It can be run again after any
 * failure: the provider then answers with the same secret or with a new one. Throws `CommandFailure`.
 */
export async function registerUnlisted(
  registration: UnlistedRegistration,
  endpoint: EndpointOutput,
  deps: UnlistedDeps,
): Promise<SecretEffect> {
  const { webhookSecretArn, address, endpoint: name } = endpoint;
  const { options, api } = await providerAccess(endpoint, deps);
  const webhookAddress = usable(() => registration.makeAddress(options, api));
  // From the answer on, only the new secret proves a webhook. So what can fail before is tried before.
  await deps.versioning.stages(webhookSecretArn);
  const before = await deps.readSecret(webhookSecretArn);
  const call = providerCaller(deps.watch);
  const secret = await call('register the address', (signal) =>
    webhookAddress.set({ address, name }, signal),
  ).catch(orAgain);
  const problem = deps.valueProblem(secret);
  if (problem !== undefined) {
    throw new CommandFailure(`The webhook secret of the provider's answer ${problem}. ${again}`);
  }
  // A second version with the same value would push out the one before, which is valid for the grace period.
  if ('value' in before && before.value === secret) return 'unchanged';
  await deps.versioning.put(webhookSecretArn, secret, 'It may have been put in.').catch(orAgain);
  return 'new';
}

const again =
  'The provider may have a webhook secret now that this stack does not have: its webhooks are then refused. Run this again with --overwrite.';

function orAgain(error: unknown): never {
  if (!(error instanceof CommandFailure) || isRefusal(error.cause)) throw error;
  throw new CommandFailure(`${error.message} ${again}`, { cause: error });
}

/** Whether the provider refused the call, so that it did nothing. Any other failure may only be a lost answer. */
function isRefusal(error: unknown): boolean {
  const status = error instanceof ProviderApiError ? error.details.status : undefined;
  return status !== undefined && status >= 300 && status < 500 && status !== 408;
}
