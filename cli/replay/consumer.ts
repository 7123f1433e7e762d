import type { Queue } from '../queues/queue';
import { busMessage, type BusPlace, type ReplayedEvent } from './bus-message';

/** Somebody who gets the past. */
export interface Consumer {
  /** Hands on one event. Throws `CommandFailure` if it was not taken. */
  readonly send: (event: ReplayedEvent) => Promise<void>;
}

/** Invokes a function and waits for its end. Throws `CommandFailure`, also if the function fails. */
export type InvokeFunction = (name: string, payload: string) => Promise<void>;

/** Puts an event on a bus. Throws `CommandFailure`. */
export type PutEvent = (bus: string, event: ReplayedEvent) => Promise<void>;

/** A queue as a consumer. A FIFO queue gets an envelope's events in their order, and each once in a replay. */
export function queueConsumer(
  queue: Pick<Queue, 'send'>,
  { name, place }: { readonly name: string; readonly place: BusPlace },
): Consumer {
  const isFifo = name.endsWith('.fifo');
  return {
    async send(replayed) {
      const { event } = replayed;
      const group = `${event.endpoint}/${event.envelope?.id ?? '_'}`.replaceAll(/[^\w/-]/g, '').slice(0, 128);
      const deduplicationId = `${event.id}-${Date.parse(event.replayedAt ?? '')}`;
      const fifo = isFifo ? { groupId: group, deduplicationId } : {};
      await queue.send({ body: busMessage(replayed, place), attributes: {}, ...fifo });
    },
  };
}

/**
 * A function as a consumer. It is invoked and waited for, one event after another: so a failure is seen, and live events keep all of
 * the function's concurrency but one.
 */
export function functionConsumer(invoke: InvokeFunction, name: string, place: BusPlace): Consumer {
  return { send: (replayed) => invoke(name, busMessage(replayed, place)) };
}

/** A bus as a consumer: all rules that match get the event. */
export function busConsumer(putEvent: PutEvent, bus: string): Consumer {
  return { send: (replayed) => putEvent(bus, replayed) };
}
