import type { VerifiedWebhook } from '../contracts/verified-webhook';
import { withinTime } from '../kit/within-time';

/** The largest message that SQS takes, in bytes. Source: SQS quotas, 1 MiB since 2026-01-29, checked 2026-11-21. */
const largestMessage = 1_048_576;

/** How long each store may take, in milliseconds. */
const budgets = { queue: 2_000, spool: 3_000 } as const;

/** Where verified webhooks may be stored; each call heeds its signal. */
export interface WebhookStores {
  readonly queue: (webhook: VerifiedWebhook, signal: AbortSignal) => Promise<void>;
  readonly spool: (webhook: VerifiedWebhook, signal: AbortSignal) => Promise<void>;
}

/** Whether and where a webhook was stored. `queueError` is absent where it was too large for the queue. */
export type Storing =
  | { readonly outcome: 'queued' }
  | { readonly outcome: 'spooled'; readonly queueError?: unknown }
  | { readonly outcome: 'unstored'; readonly queueError?: unknown; readonly error: unknown };

/**
 * Stores the webhook in the queue, or in the spool when it is too large or the queue fails. Never throws.
 *
 * A call to the queue that timed out may have worked: the spool then holds the same delivery, under the same id.
 */
export async function storeWebhook(stores: WebhookStores, webhook: VerifiedWebhook): Promise<Storing> {
  let queueError: unknown;
  if (fitsTheQueue(webhook)) {
    try {
      await withinTime(budgets.queue, (signal) => stores.queue(webhook, signal));
      return { outcome: 'queued' };
    } catch (error) {
      queueError = error;
    }
  }
  try {
    await withinTime(budgets.spool, (signal) => stores.spool(webhook, signal));
    return { outcome: 'spooled', queueError };
  } catch (error) {
    return { outcome: 'unstored', queueError, error };
  }
}

function fitsTheQueue(webhook: VerifiedWebhook): boolean {
  return Buffer.byteLength(JSON.stringify(webhook)) <= largestMessage;
}
