import { verifiedWebhookSchema } from '../contracts/verified-webhook';
import { jsonString } from '../kit/json';
import { PermanentFailure } from '../kit/permanent-failure';
import type { PublishDeps } from './publish-deps';
import { publishWebhook } from './publish-webhook';

const spooledTextSchema = jsonString(verifiedWebhookSchema);

/** Publishes a webhook from the spool and then removes it. An object that is gone was published already. */
export async function publishSpooled(deps: PublishDeps, key: string): Promise<void> {
  const text = await deps.spool.read(key);
  if (text === undefined) return;
  const webhook = spooledTextSchema.safeParse(text).data;
  if (!webhook) throw new PermanentFailure('spooled-webhook-unreadable');
  await publishWebhook(deps, webhook);
  await deps.spool.remove(key);
}
