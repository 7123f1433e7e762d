import type { Queue, QueuedMessage } from './queue';

/**
 * Receives from a queue until no new message is visible. If this takes longer than messages are hidden, the first ones
 * come again, and it goes on to find those behind them. A message that comes again has a new receipt; the old one may be
 * invalid.
 */
export async function* receiveAll(
  queue: Queue,
  hiddenSeconds: number,
): AsyncGenerator<readonly QueuedMessage[]> {
  const seen = new Set<string>();
  const seenTwice = new Set<string>();
  for (;;) {
    const messages = await queue.receive(hiddenSeconds);
    if (messages.length === 0) return;
    yield messages;
    const ids = messages.map(({ id }) => id);
    // All come for the third time, without a new one since the second.
    if (ids.every((id) => seenTwice.has(id))) return;
    if (ids.every((id) => seen.has(id))) for (const id of ids) seenTwice.add(id);
    else seenTwice.clear();
    for (const id of ids) seen.add(id);
  }
}

/** A command that dies leaves the messages hidden for this long. */
const peekSeconds = 60;

/** The maximum number of messages that a command reads if it has no other limit. */
export const maxLookedAt = 1_000;

/** Returns up to `max` messages of a queue, oldest first. All of them stay in the queue, visible again at once. */
export async function peekQueue(queue: Queue, max = maxLookedAt): Promise<readonly QueuedMessage[]> {
  const seen = new Map<string, QueuedMessage>();
  try {
    for await (const messages of receiveAll(queue, peekSeconds)) {
      for (const message of messages) seen.set(message.id, message);
      if (seen.size >= max) break;
    }
  } finally {
    await queue.release([...seen.values()]);
  }
  return [...seen.values()].sort((one, other) => one.sentAt - other.sentAt).slice(0, max);
}
