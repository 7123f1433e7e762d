import type { VerifiedWebhook } from '../contracts/verified-webhook';
import { withinTime } from '../kit/within-time';

/** The largest message that SQS takes, in bytes. Source: SQS quotas, 1 MiB since 2026-01-29, checked 2026-11-21. */
const largestMessage = 1_048_576;

/** Where verified webhooks may be stored; each call heeds its signal. */
export interface WebhookStores {
  readonly queue: (webhook: VerifiedWebhook, signal: AbortSignal) => Promise<void>;
  readonly spool: (webhook: VerifiedWebhook, signal: AbortSignal) => Promise<void>;
}

/** Where a webhook was stored, and why the queue did not take it where it was asked in vain. */
export interface Storing {
  readonly stored: 'queue' | 'spool';
  readonly queueError?: unknown;
}

/** How long each store may take, in milliseconds. */
const budgets = { queue: 2_000, spool: 3_000 } as const;

/**
 * Stores the webhook in the queue, or in the spool when it is too large or the queue fails. Throws when both do.
 *
 * A call to the queue that timed out may have worked: the spool then holds the same delivery, under the same id.
 */
export async function storeWebhook(stores: WebhookStores, webhook: VerifiedWebhook): Promise<Storing> {
  const inSpool = () => withinTime(budgets.spool, (signal) => stores.spool(webhook, signal));
  if (Buffer.byteLength(JSON.stringify(webhook)) > largestMessage) {
    await inSpool();
    return { stored: 'spool' };
  }
  try {
    await withinTime(budgets.queue, (signal) => stores.queue(webhook, signal));
    return { stored: 'queue' };
  } catch (queueError) {
    await inSpool();
    return { stored: 'spool', queueError };
  }
}
