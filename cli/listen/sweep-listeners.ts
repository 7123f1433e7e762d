import { CommandFailure } from '../command-failure';
import type { Output } from '../terminal/output';
import { listenerCreatedAt } from './listener-name';
import type { Bus, ListenerResources } from './listener-resources';
import { removeListener } from './open-listener';

/** A listener is made within seconds. One without a queue, or without a time in it, is dead after this time. */
const makingMs = 5 * 60_000;

/** Clocks differ: a listener of another machine is removed only this long after its own time. */
const clockToleranceMs = 60_000;

/** What sweeping needs. */
export interface SweepDeps extends Pick<Output, 'warn'> {
  readonly resources: ListenerResources;
  readonly serverNow: () => number;
}

/**
 * Removes the listeners of the stack that a killed `listen` left. A listener that runs renews its time, and is not touched. What
 * cannot be removed stays for the next sweep: it does not stop this `listen`.
 */
export async function sweepListeners(deps: SweepDeps, bus: Bus, prefix: string): Promise<void> {
  try {
    for (const name of await deps.resources.ruleNames(bus, prefix)) {
      if (!(await isDead(deps, prefix, name))) continue;
      await removeListener(deps.resources, bus, name);
      deps.warn(`Removed what an earlier listen left: the rule and the queue ${name}.`);
    }
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    deps.warn(`What an earlier listen left, if anything, is still there. ${error.message}`);
  }
}

async function isDead({ resources, serverNow }: SweepDeps, prefix: string, name: string): Promise<boolean> {
  const createdAt = listenerCreatedAt(prefix, name);
  if (createdAt === undefined) return false;
  const listensUntil = await resources.listensUntil(name);
  const deadFrom = listensUntil === undefined ? createdAt + makingMs : listensUntil + clockToleranceMs;
  return serverNow() > deadFrom;
}
