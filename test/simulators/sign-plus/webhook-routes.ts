import type { HonestAnswer } from '../kit/play-fault';
import type { HookStore } from '../kit/registered-hooks';
import { json, plain } from '../kit/route-server';
import { objectId } from './simulated-envelope';

const events = ['COMPLETED', 'EXPIRED', 'DECLINED', 'VOIDED', 'AUDIT_TRAIL'].map((end) => `ENVELOPE_${end}`);

type Fields = Readonly<Record<string, unknown>>;

/** Registers one event each. The answer has no secret. */
export function createWebhook(hooks: HookStore, body: string): HonestAnswer {
  const { event, target } = JSON.parse(body || '{}') as Fields;
  if (typeof event !== 'string' || !events.includes(event) || typeof target !== 'string') {
    return json(400, { message: 'Bad request' });
  }
  return json(200, hooks.add({ id: objectId(), event, target }));
}

/** Lists all of them at once. */
export function listWebhooks(hooks: HookStore, body: string): HonestAnswer {
  const { webhook_id: id, event } = JSON.parse(body || '{}') as Fields;
  const webhooks = hooks
    .all()
    .filter((hook) => (id === undefined || hook.id === id) && (event === undefined || hook.event === event));
  return json(200, { webhooks });
}

/** Deletes one. The answer is empty. */
export function deleteWebhook(hooks: HookStore, id: string | undefined): HonestAnswer {
  return hooks.remove(id ?? '') ? plain(200) : json(404, { message: 'Not found' });
}
