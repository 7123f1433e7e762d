import type { Queue, QueuedMessage } from './queue';
import { receiveAll } from './receive-messages';

/** A command that dies leaves the messages hidden for this long. */
const hiddenSeconds = 120;

/** A move of messages from one queue to another. */
export interface Move {
  readonly from: Queue;
  readonly to: Queue;
  /** Whether to move this message. */
  readonly wanted: (message: QueuedMessage) => boolean;
  /** Called after each batch with the number of messages moved so far. */
  readonly onMoved: (moved: number) => void;
}

/**
 * Moves messages from one queue to another. Each is sent before it is deleted: a command that dies in between leaves two
 * copies instead of none. Stops when only messages that the filter rejects are left, and releases them.
 *
 * @returns how many were moved, and the messages that were seen and not moved
 */
export async function moveMessages({
  from,
  to,
  wanted,
  onMoved,
}: Move): Promise<{ readonly moved: number; readonly remaining: readonly QueuedMessage[] }> {
  const remaining = new Map<string, QueuedMessage>();
  let moved = 0;
  try {
    for await (const messages of receiveAll(from, hiddenSeconds)) {
      const rejected = messages.filter((message) => !wanted(message));
      for (const message of rejected) remaining.set(message.id, message);
      moved += await sendThenRemove(messages.filter(wanted), { from, to });
      onMoved(moved);
    }
  } finally {
    await from.release([...remaining.values()]);
  }
  return { moved, remaining: [...remaining.values()] };
}

/** Messages that could not be sent stay. Those that were sent are deleted first, even if others failed. */
async function sendThenRemove(
  messages: readonly QueuedMessage[],
  { from, to }: Pick<Move, 'from' | 'to'>,
): Promise<number> {
  const results = await Promise.allSettled(messages.map((message) => to.send(message)));
  const sent = messages.filter((_, index) => results[index]?.status === 'fulfilled');
  await from.remove(sent);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) {
    await from.release(messages.filter((message) => !sent.includes(message)));
    throw failure.reason;
  }
  return sent.length;
}
