import type { Queue, QueuedMessage } from '../../../cli/queues/queue';

/** A call of a queue's method, with the ids of the messages. */
export type QueueCall = readonly [method: 'receive' | 'release' | 'send' | 'remove', ...ids: string[]];

/** A queue in memory: received messages are hidden until they are released. */
export interface MemoryQueue extends Queue {
  readonly messages: QueuedMessage[];
  readonly hidden: Set<string>;
  /** The ids of messages that nobody can receive yet. */
  readonly delayed: Set<string>;
  readonly calls: QueueCall[];
}

let count = 0;

/** A message sent at that time. */
export function queued(body: string, sentAt = 0, attributes: Record<string, unknown> = {}): QueuedMessage {
  const id = `message-${++count}`;
  return { id, body, attributes, sentAt, receiptHandle: `receipt of ${id}` };
}

/** Makes a queue with these messages in it. */
export function memoryQueue(
  given: readonly QueuedMessage[] = [],
  { now = () => 1_000_000, perCall = 10 }: { readonly now?: () => number; readonly perCall?: number } = {},
): MemoryQueue {
  const messages = [...given];
  const hidden = new Set<string>();
  const delayed = new Set<string>();
  const calls: QueueCall[] = [];
  const call = (method: QueueCall[0], some: readonly QueuedMessage[]) =>
    calls.push([method, ...some.map(({ id }) => id)]);
  return {
    messages,
    hidden,
    delayed,
    calls,
    count: () =>
      Promise.resolve({
        total: messages.length,
        hidden: hidden.size,
        delayed: messages.filter(({ id }) => delayed.has(id)).length,
        retentionMs: 14 * 24 * 3_600_000,
      }),
    receive() {
      const found = messages.filter(({ id }) => !hidden.has(id) && !delayed.has(id)).slice(0, perCall);
      for (const { id } of found) hidden.add(id);
      call('receive', found);
      return Promise.resolve(found);
    },
    release(some) {
      call('release', some);
      for (const { id } of some) hidden.delete(id);
      return Promise.resolve();
    },
    send({ body, attributes, groupId }) {
      const message = { ...queued(body, now(), attributes), groupId };
      messages.push(message);
      call('send', [message]);
      return Promise.resolve({ id: message.id });
    },
    remove(some) {
      call('remove', some);
      for (const { id } of some) hidden.delete(id);
      for (const { id } of some)
        messages.splice(
          messages.findIndex((one) => one.id === id),
          1,
        );
      return Promise.resolve();
    },
  };
}
