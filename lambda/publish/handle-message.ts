import type { ReceivedMessage } from '../aws/process-batch';
import { intakeMessageSchema, type IntakeMessage } from '../contracts/intake-message';
import { verifiedWebhookSchema, type VerifiedWebhook } from '../contracts/verified-webhook';
import { jsonString } from '../kit/json';
import { PermanentFailure } from '../kit/permanent-failure';
import { checkDeployed, checkSenders, checkSpoolKey } from './check-origin';
import type { PublishDeps } from './publish-deps';
import { publishWebhook } from './publish-webhook';
import { sweepSpool } from './sweep-spool';

const messageTextSchema = jsonString(intakeMessageSchema);
const webhookTextSchema = jsonString(verifiedWebhookSchema);

/**
 * Handles a message of the intake queue. Safe to repeat.
 *
 * @throws PermanentFailure if it is not one of our messages, names a bucket other than the spool, or names an object there
 *   that is not a webhook; if its webhook is not of a deployed endpoint; if an endpoint's role sent what is not its own
 */
export async function handleMessage(
  deps: PublishDeps,
  { text, senderIds }: Pick<ReceivedMessage, 'text' | 'senderIds'>,
): Promise<void> {
  const message = messageTextSchema.safeParse(text).data;
  if (!message) throw new PermanentFailure('intake-message-unreadable');
  if ('deliveryId' in message) {
    checkSenders(deps, senderIds, message);
    return publishDeployed(deps, message);
  }
  checkSenders(deps, senderIds);
  if ('spooled' in message) return publishSpooled(deps, message.spooled.key);
  if ('sweepSpool' in message) return sweepSpool(deps, message.after);
  if ('Records' in message) return publishNotifications(deps, message.Records);
}

function publishDeployed(deps: PublishDeps, webhook: VerifiedWebhook): Promise<void> {
  checkDeployed(deps, webhook);
  return publishWebhook(deps, webhook);
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
  checkSpoolKey(key, webhook);
  await publishDeployed(deps, webhook);
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
