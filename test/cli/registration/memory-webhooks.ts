import type { WebhookCalls } from '../../../cli/registration/webhook-calls';
import type { RegisteredWebhook } from '../../../lambda/providers/webhook-registry';

/** The end of the process. */
export class Died extends Error {}

/** An account with webhooks in memory, whose process can die before or after each call. */
export function memoryWebhooks(webhooks: readonly RegisteredWebhook[] = []) {
  const stored = new Map(webhooks.map((one) => [one.id, one]));
  const log: string[] = [];
  let count = stored.size;
  /** What happens around the call of this number, counted from 1. */
  let fate: { readonly call: number; readonly when: 'before' | 'after' } | undefined;
  const around = <Result>(name: string, work: () => Result): Promise<Result> => {
    log.push(name);
    const isNow = fate?.call === log.length;
    if (isNow && fate?.when === 'before') return Promise.reject(new Died());
    const result = work();
    return isNow ? Promise.reject(new Died()) : Promise.resolve(result);
  };
  const calls: WebhookCalls = {
    list: () => around('list', () => [...stored.values()]),
    create: (webhook) =>
      around(`create ${webhook.event}`, () => {
        const id = `new-${String(++count).padStart(3, '0')}`;
        stored.set(id, { ...webhook, id });
      }),
    remove: ({ id }) => around(`remove ${id}`, () => void stored.delete(id)),
    isReadableByAnybody: () => Promise.resolve(false),
  };
  return {
    calls,
    log,
    all: () => [...stored.values()],
    add: (webhook: RegisteredWebhook) => void stored.set(webhook.id, webhook),
    /** Lets the process die before or after its call of this number, from now on. */
    dieAt(call: number, when: 'before' | 'after') {
      log.splice(0);
      fate = { call, when };
    },
    live: () => void (fate = undefined),
  };
}
