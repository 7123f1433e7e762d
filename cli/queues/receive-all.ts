import type { Queue, QueuedMessage } from './queue';

/**
 * Receives from a queue until there is nothing to be had that has not been received before. Where receiving takes longer
 * than messages are hidden, the first ones come again: what lies behind them is looked for all the same. What comes again
 * has another receipt, and only that one is sure to count.
 *
 * @param hiddenSeconds how long nobody else sees what was received
 */
export async function* receiveAll(
  queue: Queue,
  hiddenSeconds: number,
): AsyncGenerator<readonly QueuedMessage[]> {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (;;) {
    const messages = await queue.receive(hiddenSeconds);
    if (messages.length === 0) return;
    yield messages;
    const ids = messages.map(({ id }) => id);
    // Each for the third time, and nothing new since the second.
    if (ids.every((id) => again.has(id))) return;
    if (ids.every((id) => seen.has(id))) for (const id of ids) again.add(id);
    else again.clear();
    for (const id of ids) seen.add(id);
  }
}
