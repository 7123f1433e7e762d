import type { SendOptions } from '../../../lambda/aws/work-queue';

/** A message in the queue. */
export interface QueuedMessage {
  readonly text: string;
  readonly dueAt: Date;
  readonly receiveCount: number;
  readonly options: SendOptions;
  /** The unique ids of who sent it. */
  readonly senderIds: readonly string[];
}

/**
 * A queue in memory. The message that is due first comes first.
 *
 * @param senderId who sends, if nobody else is named
 */
export function memoryQueue<Message>(now: () => Date, senderId: string) {
  const messages: QueuedMessage[] = [];
  const sent: QueuedMessage[] = [];

  return {
    /** All messages that were ever sent. */
    sent,
    size: () => messages.length,
    async send(message: Message, options: SendOptions = {}, senderIds = [senderId]): Promise<void> {
      const dueAt = new Date(now().getTime() + (options.delaySeconds ?? 0) * 1_000);
      const one = { text: JSON.stringify(message), dueAt, receiveCount: 1, options, senderIds };
      sent.push(one);
      messages.push(one);
    },
    take(): QueuedMessage {
      const first = [...messages].sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime())[0];
      if (!first) throw new Error('The queue is empty');
      messages.splice(messages.indexOf(first), 1);
      return first;
    },
    deliverAgain(message: QueuedMessage): void {
      messages.unshift({ ...message, receiveCount: message.receiveCount + 1 });
    },
  };
}
