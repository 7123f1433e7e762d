import type { Queue, QueuedMessage } from './queue';
import { receiveAll } from './receive-all';

/** While it is looked at, nobody else sees a message, for at most so many seconds if the command dies. */
const hiddenSeconds = 60;

/** Looks at up to `most` messages of a queue, and lets them be seen again at once. Nothing is taken out. */
export async function peekQueue(queue: Queue, most: number): Promise<readonly QueuedMessage[]> {
  const seen = new Map<string, QueuedMessage>();
  try {
    for await (const messages of receiveAll(queue, hiddenSeconds)) {
      for (const message of messages) seen.set(message.id, message);
      if (seen.size >= most) break;
    }
  } finally {
    await queue.giveBack([...seen.values()]);
  }
  return [...seen.values()].sort((one, other) => one.sentAt - other.sentAt).slice(0, most);
}
