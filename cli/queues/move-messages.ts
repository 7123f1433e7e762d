import type { Queue, QueuedMessage } from './queue';
import { receiveAll } from './receive-all';

/** How long a message that is being moved is hidden from others, in seconds: it comes again if the command dies. */
const hiddenSeconds = 120;

/** From where to where, and what. */
export interface Move {
  readonly from: Queue;
  readonly to: Queue;
  /** Whether a message is to be moved. */
  readonly wanted: (message: QueuedMessage) => boolean;
  /** Told after each few messages how many have been moved. */
  readonly onMoved: (moved: number) => void;
}

/**
 * Moves messages from one queue to another: each is sent before it is deleted, so that a command that dies in between
 * leaves a second one and never none. Ends when there is nothing left but what is not wanted, which is given back.
 *
 * @returns how many were moved, and which of those that it saw are still there
 */
export async function moveMessages({
  from,
  to,
  wanted,
  onMoved,
}: Move): Promise<{ readonly moved: number; readonly left: readonly QueuedMessage[] }> {
  const left = new Map<string, QueuedMessage>();
  let moved = 0;
  try {
    for await (const messages of receiveAll(from, hiddenSeconds)) {
      const staying = messages.filter((message) => !wanted(message));
      for (const message of staying) left.set(message.id, message);
      moved += await sendThenRemove(messages.filter(wanted), { from, to });
      onMoved(moved);
    }
  } finally {
    await from.giveBack([...left.values()]);
  }
  return { moved, left: [...left.values()] };
}

/** What could not be sent stays; what was sent is deleted before anything else happens. */
async function sendThenRemove(
  messages: readonly QueuedMessage[],
  { from, to }: Pick<Move, 'from' | 'to'>,
): Promise<number> {
  const results = await Promise.allSettled(messages.map((message) => to.send(message)));
  const sent = messages.filter((_, index) => results[index]?.status === 'fulfilled');
  await from.remove(sent);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) {
    await from.giveBack(messages.filter((message) => !sent.includes(message)));
    throw failure.reason;
  }
  return sent.length;
}
