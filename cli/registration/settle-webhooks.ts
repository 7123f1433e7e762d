import { ownWebhooks, type OwnWebhooks, type WantedWebhooks } from '../../lambda/providers/own-webhooks';
import type { NewWebhook, RegisteredWebhook } from '../../lambda/providers/webhook-registry';
import { CommandFailure } from '../command-failure';
import { poll, type Stopwatch } from '../poll';
import type { WebhookCalls } from './webhook-calls';

/** The dependencies of `settleWebhooks`. */
export interface SettleDeps {
  readonly calls: WebhookCalls;
  readonly watch: Stopwatch;
  /**
   * Throws `CommandFailure` if these webhooks must stay: the new address does not answer, or the wanted token is not the current one any
   * more. Then somebody has rotated it meanwhile, and their new webhooks look like old ones.
   */
  readonly requireReady: (superfluous: readonly RegisteredWebhook[]) => Promise<void>;
}

/** What was done at the provider. */
export interface SettledWebhooks {
  /** The events of all webhooks of the endpoint. */
  readonly events: readonly string[];
  /** The events of the webhooks that were created. */
  readonly created: readonly string[];
  /** The number of webhooks of this endpoint that were removed: old ones, and second ones for one event. */
  readonly removed: number;
  /** The number of webhooks of other systems and endpoints, which were left alone. */
  readonly others: number;
}

/** A provider may list a change a moment later. */
const listLimits = { maxMs: 20_000, intervalMs: 1_000 };

const maxRounds = 5;

/**
 * Makes the webhooks at the provider those that are wanted. It creates first, and removes nothing of the old ones before the list shows all
 * of the new ones. It can end at any point, and be run again. Throws `CommandFailure`.
 */
export async function settleWebhooks(wanted: WantedWebhooks, deps: SettleDeps): Promise<SettledWebhooks> {
  const created = new Set<string>();
  const removed = new Set<string>();
  for (let round = 0; round < maxRounds; round++) {
    if (round > 0) await deps.watch.sleep(listLimits.intervalMs);
    const own = await withoutMissing(wanted, deps, created);
    const superfluous = [...own.surplus, ...own.old];
    if (superfluous.length === 0) {
      const events = own.right.map(({ event }) => event);
      return { events, created: [...created], removed: removed.size, others: own.others };
    }
    await deps.requireReady(superfluous);
    for (const webhook of superfluous) {
      await deps.calls.remove(webhook);
      removed.add(webhook.id);
    }
  }
  throw new CommandFailure(
    'The provider still lists old webhooks of this endpoint although they were removed. Every new webhook is registered. Run this again later.',
  );
}

/** Creates what is missing, and waits until the list shows it. */
async function withoutMissing(
  wanted: WantedWebhooks,
  { calls, watch }: SettleDeps,
  created: Set<string>,
): Promise<OwnWebhooks> {
  const look = async () => ownWebhooks(await calls.list(), wanted);
  const found = await look();
  if (found.missing.length === 0) return found;
  for (const webhook of found.missing) {
    await create(webhook, calls, look);
    created.add(webhook.event);
  }
  const own = await poll(look, ({ missing }) => missing.length === 0, listLimits, watch);
  if (own.missing.length === 0) return own;
  const events = own.missing.map(({ event }) => event).join(', ');
  throw new CommandFailure(
    `The provider does not list the new webhooks for ${events}. No old webhook was removed. Run this again later.`,
  );
}

/** Creates a webhook. After a failure it looks whether only the answer is lost, so that no second one is made. */
async function create(
  webhook: NewWebhook,
  calls: WebhookCalls,
  look: () => Promise<OwnWebhooks>,
): Promise<void> {
  try {
    await calls.create(webhook);
  } catch (error) {
    const missing = await look().then(
      (own) => own.missing.some(({ event }) => event === webhook.event),
      () => true,
    );
    if (missing) throw error;
  }
}
