import type { LineFile } from './line-file';
import type { Queue, QueuedMessage } from './queue';
import { receiveAll } from './receive-messages';

/** A command that dies leaves the messages hidden for this long. */
const hiddenSeconds = 120;

/** The removal of some messages of one queue. */
export interface Drop {
  /** The name of the queue, for the file. */
  readonly name: string;
  readonly queue: Queue;
  /** The ids of the messages to remove. */
  readonly ids: ReadonlySet<string>;
  readonly file: LineFile;
  /** Called after each batch with the number of messages removed so far. */
  readonly onDropped: (dropped: number) => void;
}

/** What became of the messages. */
export interface Dropped {
  /** Messages that are in the file, and in the queue no more. */
  readonly dropped: number;
  /** Messages that are in the file, and perhaps still in the queue. */
  readonly undeleted: number;
}

/**
 * Removes messages from a queue. Each is on the disk before it is deleted: a command that dies in between leaves it in both.
 * Stops after the first batch of which a message could not be deleted.
 */
export async function dropMessages({ name, queue, ids, file, onDropped }: Drop): Promise<Dropped> {
  const written = new Set<string>();
  const hidden = new Map<string, QueuedMessage>();
  let dropped = 0;
  try {
    for await (const messages of receiveAll(queue, hiddenSeconds)) {
      for (const message of messages) hidden.set(message.id, message);
      const selected = messages.filter(({ id }) => ids.has(id));
      await file.add(selected.filter(({ id }) => !written.has(id)).map((message) => line(name, message)));
      for (const { id } of selected) written.add(id);
      const deleted = await deleteEach(queue, selected);
      for (const { id } of deleted) hidden.delete(id);
      dropped += deleted.length;
      onDropped(dropped);
      if (dropped === ids.size || deleted.length < selected.length) break;
    }
  } finally {
    await queue.release([...hidden.values()]);
  }
  return { dropped, undeleted: written.size - dropped };
}

/** One call for each message: the answer then says which of them are gone. */
async function deleteEach(
  queue: Queue,
  messages: readonly QueuedMessage[],
): Promise<readonly QueuedMessage[]> {
  const results = await Promise.allSettled(messages.map((message) => queue.remove([message])));
  return messages.filter((_, index) => results[index]?.status === 'fulfilled');
}

/** The whole message, so that it can be sent again. */
function line(queue: string, { id: messageId, sentAt, body, attributes }: QueuedMessage): string {
  return JSON.stringify({ queue, messageId, sentAt: new Date(sentAt).toISOString(), attributes, body });
}
