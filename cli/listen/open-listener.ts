import { listenerName } from './listener-name';
import type { Bus, ListenerResources } from './listener-resources';
import { listenPattern, type ListenFilter } from './listen-pattern';

/** How long a listener may be silent before another `listen` removes it. It renews itself every minute. */
export const silentMs = 3 * 60_000;

/** What a `listen` needs to make a listener. */
export interface ListenerPlan extends ListenFilter {
  readonly bus: Bus;
  /** What the names of all listeners of the stack begin with. */
  readonly prefix: string;
  readonly encryptionKeyArn: string | undefined;
}

/** Names the listener before anything of it exists, so that all of it can be removed whatever fails. */
export function nameListener({ prefix }: Pick<ListenerPlan, 'prefix'>, now: number, newId: () => string) {
  return listenerName(prefix, now, newId().replaceAll('-', ''));
}

/**
 * Makes the rule, its queue, and the way from one to the other. Returns the queue's URL. The rule comes first, and is removed last:
 * only rules can be listed with their prefix, so a listener that dies halfway is found by its rule.
 */
export async function openListener(
  resources: ListenerResources,
  name: string,
  plan: ListenerPlan,
  now: number,
): Promise<string> {
  const { bus, encryptionKeyArn } = plan;
  const ruleArn = await resources.putRule(bus, name, listenPattern(name, plan));
  const listensUntil = now + silentMs;
  const queueUrl = await resources.createQueue({ name, ruleArn, encryptionKeyArn, listensUntil });
  await resources.putTarget(bus, name, ruleArn);
  return queueUrl;
}

/** Removes all of a listener that is there. Safe to repeat. */
export async function removeListener(resources: ListenerResources, bus: Bus, name: string): Promise<void> {
  await resources.removeTarget(bus, name);
  await resources.deleteQueue(name);
  await resources.deleteRule(bus, name);
}
