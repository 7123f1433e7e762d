import { CommandFailure } from '../command-failure';
import { ownBus } from '../listen/own-bus';
import type { OpenQueue, Queue } from '../queues/queue';
import type { Pipeline } from '../stack/stack';
import type { BusPlace } from './bus-message';
import { consumerAddress } from './consumer-address';
import {
  busConsumer,
  functionConsumer,
  queueConsumer,
  type Consumer,
  type InvokeFunction,
  type PutEvent,
} from './consumer';
import type { WatchedQueue } from './pace';
import type { ReplayPlan } from './replay-plan';

/** What opens consumers. */
export interface ConsumerDeps {
  readonly openQueue: OpenQueue;
  readonly invokeFunction: InvokeFunction;
  readonly putReplayedEvent: PutEvent;
}

/** Who gets the events. */
export interface ConsumerChoice {
  readonly to?: string | undefined;
  readonly toBus: boolean;
  /** The number of messages in the consumer's queue above which the replay pauses. */
  readonly maxWaiting: number;
}

/** A consumer, and the queues that must not grow. */
export interface ChosenConsumer {
  readonly consumer: Consumer;
  readonly queues: readonly WatchedQueue[];
}

/** So many live webhooks may wait while the past is replayed. */
const maxIntake = 100;

/**
 * Opens the consumer. Throws `CommandFailure` if none or two are named, or if it may not get the past.
 *
 * @param all the pipelines of the stack: none of their own queues and functions gets an event
 */
export function chooseConsumer(
  plan: ReplayPlan,
  all: readonly Pipeline[],
  { to, toBus, maxWaiting }: ConsumerChoice,
  { openQueue, invokeFunction, putReplayedEvent }: ConsumerDeps,
): ChosenConsumer {
  if ((to === undefined) === !toBus) {
    throw new CommandFailure(
      'Give one of two: --to with your queue or function, or --to-bus for all rules. With --dry-run, nobody gets an event.',
    );
  }
  const intake = watched('the intake queue', openQueue(plan.pipeline.intakeQueueUrl), maxIntake);
  if (to === undefined) {
    return { consumer: busConsumer(putReplayedEvent, ownBus(plan.pipeline).name), queues: [intake] };
  }
  const address = consumerAddress(to, all);
  const place = busPlace(plan.eventBusArn);
  if (address.kind === 'function') {
    return { consumer: functionConsumer(invokeFunction, address.name, place), queues: [intake] };
  }
  const queue = openQueue(address.url);
  return {
    consumer: queueConsumer(queue, { name: address.name, place }),
    queues: [intake, watched(address.name, queue, maxWaiting)],
  };
}

function watched(name: string, queue: Pick<Queue, 'count'>, max: number): WatchedQueue {
  return { name, max, count: async () => (await queue.count()).total };
}

/** The account and the region that live events have. */
function busPlace(eventBusArn: string): BusPlace {
  const [, , , region = '', account = ''] = eventBusArn.split(':');
  return { account, region };
}
