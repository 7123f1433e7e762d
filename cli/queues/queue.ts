/** A message received from a queue. */
export interface QueuedMessage {
  /** SQS's message id. A move by SQS keeps it; a message that is sent again has a new one. */
  readonly id: string;
  /** The body. It is never printed. */
  readonly body: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** When it was sent, in milliseconds since the epoch. A move by SQS keeps it. */
  readonly sentAt: number;
  readonly receiptHandle: string;
}

/** The sizes of a queue, as SQS estimates them: up to a minute late. */
export interface QueueCounts {
  /** All messages: visible, hidden and delayed. */
  readonly total: number;
  /** Messages that somebody has received and not deleted yet. */
  readonly hidden: number;
  /** Messages that nobody can receive yet. */
  readonly delayed: number;
  /** How long SQS keeps a message after it was first sent. */
  readonly retentionMs: number;
}

/** A message to send. */
export interface NewMessage extends Pick<QueuedMessage, 'body' | 'attributes'> {
  /** SQS serves the groups of a queue in turn: one group's messages do not hold up another's. */
  readonly groupId?: string;
  /** A FIFO queue takes a message with this id once within five minutes. */
  readonly deduplicationId?: string;
}

/** Adds up the counts of several queues. */
export const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** A queue, as the commands use it. Every method throws `CommandFailure`. */
export interface Queue {
  readonly count: () => Promise<QueueCounts>;
  /** Receives up to ten messages and hides them from others. Returns none if no message is visible. */
  readonly receive: (hiddenSeconds: number) => Promise<readonly QueuedMessage[]>;
  /** Makes received messages visible again at once. */
  readonly release: (messages: readonly QueuedMessage[]) => Promise<void>;
  /** Sends a message with exactly this body and these attributes. */
  readonly send: (message: NewMessage) => Promise<{ readonly id: string }>;
  readonly remove: (messages: readonly QueuedMessage[]) => Promise<void>;
}

/** Returns the queue with that URL. */
export type OpenQueue = (url: string) => Queue;
