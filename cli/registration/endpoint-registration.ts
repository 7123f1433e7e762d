import { providerIdSchema } from '../../lambda/contracts/ids';
import { webhookRegistries } from '../../lambda/providers/webhook-registries';
import type { WebhookRegistration } from '../../lambda/providers/webhook-registry';
import { CommandFailure } from '../command-failure';
import type { EndpointOutput } from '../stack/outputs';

/** Finds how an endpoint is registered at its provider. Throws `CommandFailure` if this version does not know the provider. */
export function endpointRegistration({ provider }: EndpointOutput): WebhookRegistration {
  const { data } = providerIdSchema.safeParse(provider);
  if (data !== undefined) return webhookRegistries[data];
  throw new CommandFailure(
    `This version does not know the provider "${provider}": use the version that deployed the stack.`,
  );
}

/** The addresses of an endpoint, without a token. The provider may still have an older one. */
export const addressesOf = ({ address, executeApiAddress }: EndpointOutput): readonly string[] =>
  executeApiAddress === undefined ? [address] : [address, executeApiAddress];
