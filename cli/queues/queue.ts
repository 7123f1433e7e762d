/** A message as it lies in a queue. */
export interface QueuedMessage {
  /** SQS's own: kept when SQS moves the message to a dead-letter queue, new when anybody sends it again. */
  readonly id: string;
  /** Never printed. */
  readonly body: string;
  /** Whatever else travels with the body. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** When it was sent first, in milliseconds since the epoch: a move by SQS's redrive policy leaves it as it is. */
  readonly sentAt: number;
  readonly receiptHandle: string;
}

/** How full a queue is: SQS's own estimate, which lags by up to a minute. */
export interface QueueCounts {
  /** To be had, being worked on, and put off, all together. */
  readonly total: number;
  /** Being worked on, or being looked at. */
  readonly hidden: number;
  /** How long a message is kept, from its first sending, in milliseconds. */
  readonly retention: number;
}

/** A queue as an operator handles it. Every method throws `CommandFailure`. */
export interface Queue {
  readonly count: () => Promise<QueueCounts>;
  /** Takes up to ten messages; nobody else sees them for so many seconds. None: there are none to be had. */
  readonly receive: (hiddenSeconds: number) => Promise<readonly QueuedMessage[]>;
  /** Lets the others see them again, at once. */
  readonly giveBack: (messages: readonly QueuedMessage[]) => Promise<void>;
  /** Puts a copy of a message in, to the byte. */
  readonly send: (message: Pick<QueuedMessage, 'body' | 'attributes'>) => Promise<{ readonly id: string }>;
  readonly remove: (messages: readonly QueuedMessage[]) => Promise<void>;
}

/** The queue at a URL. */
export type OpenQueue = (url: string) => Queue;
