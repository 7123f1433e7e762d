import { verifiedWebhookSchema } from '../contracts/verified-webhook';
import { jsonString } from '../kit/json';
import { PermanentFailure } from '../kit/permanent-failure';
import type { PublishDeps } from './publish-deps';
import { publishWebhook } from './publish-webhook';

const spooledTextSchema = jsonString(verifiedWebhookSchema);

/** Publishes a webhook that lies in the spool, and takes it out as the very last step: an object that is gone is done. */
export async function publishSpooled(deps: PublishDeps, key: string): Promise<void> {
  const text = await deps.spool.read(key);
  if (text === undefined) return;
  const webhook = spooledTextSchema.safeParse(text).data;
  if (!webhook) throw new PermanentFailure('spooled-webhook-unreadable');
  await publishWebhook(deps, webhook);
  await deps.spool.remove(key);
}
