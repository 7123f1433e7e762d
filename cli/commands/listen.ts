import { CommandFailure } from '../command-failure';
import { formatEvent } from '../listen/format-event';
import { forwarder } from '../listen/forward-events';
import { listenerPlan, type ListenSelection } from '../listen/listener-plan';
import type { ListenerResources } from '../listen/listener-resources';
import { nameListener, openListener, removeListener, type ListenerPlan } from '../listen/open-listener';
import type { PostEvent } from '../listen/post-event';
import { receiveEvents, type Listener } from '../listen/receive-events';
import { sweepListeners } from '../listen/sweep-listeners';
import type { Stopwatch } from '../poll';
import type { OpenQueue } from '../queues/queue';
import type { ReadOutputs } from '../stack/outputs';
import { readStack, type StackSelection } from '../stack/stack';
import type { AwaitInterruption } from '../terminal/interrupt-signal';
import type { Output } from '../terminal/output';

/** The dependencies of `listen`. */
export interface ListenDeps extends Output {
  readonly readOutputs: ReadOutputs;
  readonly listeners: ListenerResources;
  readonly openQueue: OpenQueue;
  readonly watch: Stopwatch;
  readonly serverNow: () => number;
  /** Returns an id that nothing else has. */
  readonly newId: () => string;
  readonly awaitInterruption: AwaitInterruption;
}

/** The arguments of `listen`. */
export interface ListenOptions extends StackSelection, ListenSelection {
  /** Prints each event whole, as JSON in one line. */
  readonly json: boolean;
  /** How long to listen. Absent: until Ctrl-C. */
  readonly maxMs?: number | undefined;
  /** Gets each event. Absent: nothing does. */
  readonly post?: PostEvent | undefined;
}

/**
 * Prints the events of the bus as they come, from a rule and a queue of its own, which it removes at its end. Returns the exit
 * code: 1 if they could not be removed. Throws `CommandFailure`.
 */
export async function listen(options: ListenOptions, deps: ListenDeps): Promise<0 | 1> {
  const plan = listenerPlan(await readStack(options, deps.readOutputs), options);
  const interruption = deps.awaitInterruption();
  try {
    return await listenTo(plan, options, { ...deps, signal: interruption.signal });
  } finally {
    interruption.end();
  }
}

interface RunDeps extends ListenDeps {
  readonly signal: AbortSignal;
}

async function listenTo(plan: ListenerPlan, options: ListenOptions, deps: RunDeps): Promise<0 | 1> {
  const { listeners: resources, serverNow, newId, warn } = deps;
  await sweepListeners({ resources, serverNow, warn }, plan.bus, plan.prefix);
  const name = nameListener(plan, serverNow(), newId);
  try {
    const queueUrl = await openListener(resources, name, plan, serverNow());
    await showEvents({ name, bus: plan.bus, queueUrl }, plan, { ...options, ...deps });
  } catch (error) {
    await removeOwn(name, plan, deps);
    throw error;
  }
  return removeOwn(name, plan, deps);
}

/** Shows the events until the end. */
async function showEvents(
  listener: Listener,
  { endpoints }: ListenerPlan,
  deps: ListenOptions & RunDeps,
): Promise<void> {
  const { openQueue, listeners: resources, json, maxMs, post, print, warn } = deps;
  const { watch, serverNow, signal } = deps;
  const forward = post && forwarder(post, { warn });
  warn(`Making a rule on the bus ${listener.bus.name} …`);
  try {
    await receiveEvents(listener, {
      ...{ resources, watch, serverNow, signal, maxMs, warn },
      queue: openQueue(listener.queueUrl),
      onReady: () => warn(`Listening to ${endpoints.join(', ')}. Press Ctrl-C to end.`),
      onEvent(event, isAgain) {
        print([json ? event.json : formatEvent(event, isAgain)]);
        forward?.forward(event);
      },
    });
  } finally {
    forward?.end();
  }
}

async function removeOwn(
  name: string,
  { bus }: ListenerPlan,
  { listeners, warn }: ListenDeps,
): Promise<0 | 1> {
  try {
    await removeListener(listeners, bus, name);
    return 0;
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    warn(`The rule and the queue ${name} are still there: the next listen removes them. ${error.message}`);
    return 1;
  }
}
