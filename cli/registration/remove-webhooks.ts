import { isBelow } from '../../lambda/providers/own-webhooks';
import type { RegisteredWebhook } from '../../lambda/providers/webhook-registry';
import { CommandFailure } from '../command-failure';
import { poll, type Stopwatch } from '../poll';
import type { EndpointOutput } from '../stack/outputs';
import { addressesOf } from './endpoint-registration';
import type { WebhookCalls } from './webhook-calls';

/** Finds the webhooks of an endpoint, with any token. */
export async function listOwn(
  endpoint: EndpointOutput,
  { list }: Pick<WebhookCalls, 'list'>,
): Promise<readonly RegisteredWebhook[]> {
  const addresses = addressesOf(endpoint);
  return (await list()).filter(({ target }) => addresses.some((address) => isBelow(address, target)));
}

/** A provider may list a change a moment later. */
const listLimits = { maxMs: 20_000, intervalMs: 1_000 };

/** Removes the webhooks of an endpoint, and waits until the list has none. It can be run again. Throws `CommandFailure`. */
export async function removeWebhooks(
  own: readonly RegisteredWebhook[],
  endpoint: EndpointOutput,
  { calls, watch }: { readonly calls: WebhookCalls; readonly watch: Stopwatch },
): Promise<void> {
  for (const webhook of own) await calls.remove(webhook);
  const left = await poll(
    () => listOwn(endpoint, calls),
    ({ length }) => length === 0,
    listLimits,
    watch,
  );
  if (left.length === 0) return;
  throw new CommandFailure(
    `The provider still lists ${left.length} of the endpoint's webhooks. Run this again.`,
  );
}
