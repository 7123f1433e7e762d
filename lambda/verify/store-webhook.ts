import type { VerifiedWebhook } from '../contracts/verified-webhook';
import { jsonText, type JsonText } from '../kit/json-text';
import { withinTime } from '../kit/within-time';

/** The maximum size of an SQS message. Source: SQS quotas, 1 MiB since 2026-01-29, checked 2026-11-21. */
const maxSqsBytes = 1_048_576;

/** A dead letter that is sent back has an attribute with its first sender, which counts too (`cli/aws/sqs-queue.ts`). */
const maxAttributeBytes = 256;

const maxMessageBytes = maxSqsBytes - maxAttributeBytes;

/** The time limit of each store. */
const timeoutMs = { queue: 2_000, spool: 3_000 } as const;

/** The stores for verified webhooks. Both store the JSON. Each call reacts to its signal. */
export interface WebhookStores {
  readonly queue: (json: JsonText<VerifiedWebhook>, signal: AbortSignal) => Promise<void>;
  readonly spool: (
    webhook: VerifiedWebhook,
    json: JsonText<VerifiedWebhook>,
    signal: AbortSignal,
  ) => Promise<void>;
}

/** The result of storing a webhook. `queueError` is absent if the webhook was too large for the queue. */
export type StoreResult =
  | { readonly outcome: 'queued' }
  | { readonly outcome: 'spooled'; readonly queueError?: unknown }
  | { readonly outcome: 'unstored'; readonly queueError?: unknown; readonly error: unknown };

/**
 * Stores the webhook in the queue, or in the spool if it is too large or the queue fails. Never throws.
 *
 * A queue call that timed out may have worked. Then the spool has the same delivery too, with the same id.
 */
export async function storeWebhook(stores: WebhookStores, webhook: VerifiedWebhook): Promise<StoreResult> {
  // Once: a body can have megabytes, and each writing of it costs more than its MAC.
  const json = jsonText(webhook);
  const fitsQueue = Buffer.byteLength(json) <= maxMessageBytes;
  let queueError: unknown;
  if (fitsQueue) {
    try {
      await withinTime(timeoutMs.queue, (signal) => stores.queue(json, signal));
      return { outcome: 'queued' };
    } catch (error) {
      queueError = error;
    }
  }
  try {
    await withinTime(timeoutMs.spool, (signal) => stores.spool(webhook, json, signal));
    return { outcome: 'spooled', queueError };
  } catch (error) {
    return { outcome: 'unstored', queueError, error };
  }
}
