import { intakeMessageSchema, type IntakeMessage } from '../contracts/intake-message';
import { jsonString } from '../kit/json';
import { PermanentFailure } from '../kit/permanent-failure';
import type { PublishDeps } from './publish-deps';
import { publishSpooled } from './publish-spooled';
import { publishWebhook } from './publish-webhook';
import { sweepSpool } from './sweep-spool';

const messageTextSchema = jsonString(intakeMessageSchema);

/**
 * Does what a message of the intake queue asks for. Safe to repeat.
 *
 * @param text the message's body
 * @throws PermanentFailure when it is no message of ours, or points to a bucket that is not our spool
 */
export async function handleMessage(deps: PublishDeps, text: string): Promise<void> {
  const message = messageTextSchema.safeParse(text).data;
  if (!message) throw new PermanentFailure('intake-message-unreadable');
  if ('deliveryId' in message) return publishWebhook(deps, message);
  if ('spooled' in message) return publishSpooled(deps, message.spooled.key);
  if ('sweepSpool' in message) return sweepSpool(deps, message.after);
  if ('Records' in message) return publishNotified(deps, message.Records);
}

type Notifications = Extract<IntakeMessage, { readonly Records: unknown }>['Records'];

async function publishNotified(deps: PublishDeps, notifications: Notifications): Promise<void> {
  for (const { s3 } of notifications) {
    if (s3.bucket.name !== deps.spool.bucket) throw new PermanentFailure('foreign-bucket');
    await publishSpooled(deps, objectKey(s3.object.key));
  }
}

/** S3 writes keys into notifications as a form would: URL-encoded, with `+` for a space. */
function objectKey(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    throw new PermanentFailure('object-key-unreadable');
  }
}
