import { intakeMessageSchema, type IntakeMessage } from '../contracts/intake-message';
import { verifiedWebhookSchema } from '../contracts/verified-webhook';
import { jsonString } from '../kit/json';
import { PermanentFailure } from '../kit/permanent-failure';
import type { PublishDeps } from './publish-deps';
import { publishWebhook } from './publish-webhook';
import { sweepSpool } from './sweep-spool';

const messageTextSchema = jsonString(intakeMessageSchema);
const webhookTextSchema = jsonString(verifiedWebhookSchema);

/**
 * Handles a message of the intake queue. Safe to repeat.
 *
 * @param text the message's body
 * @throws PermanentFailure if it is not one of our messages, names a bucket other than the spool, or names an object there
 *   that is not a webhook
 */
export async function handleMessage(deps: PublishDeps, text: string): Promise<void> {
  const message = messageTextSchema.safeParse(text).data;
  if (!message) throw new PermanentFailure('intake-message-unreadable');
  if ('deliveryId' in message) return publishWebhook(deps, message);
  if ('spooled' in message) return publishSpooled(deps, message.spooled.key);
  if ('sweepSpool' in message) return sweepSpool(deps, message.after);
  if ('Records' in message) return publishNotifications(deps, message.Records);
}

type Notifications = Extract<IntakeMessage, { readonly Records: unknown }>['Records'];

async function publishNotifications(deps: PublishDeps, notifications: Notifications): Promise<void> {
  for (const { s3 } of notifications) {
    if (s3.bucket.name !== deps.spool.bucket) throw new PermanentFailure('foreign-bucket');
    await publishSpooled(deps, decodeKey(s3.object.key));
  }
}

/** Publishes a webhook from the spool and then removes it. An object that is gone was published already. */
async function publishSpooled(deps: PublishDeps, key: string): Promise<void> {
  const text = await deps.spool.read(key);
  if (text === undefined) return;
  const webhook = webhookTextSchema.safeParse(text).data;
  if (!webhook) throw new PermanentFailure('spooled-webhook-unreadable');
  await publishWebhook(deps, webhook);
  await deps.spool.remove(key);
}

/** S3 encodes the keys in notifications like a form: URL-encoded, with `+` for a space. */
function decodeKey(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    throw new PermanentFailure('object-key-unreadable');
  }
}
