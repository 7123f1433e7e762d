import type { DeadLetter } from './dead-letter';
import type { DeadLetterQueue } from './dead-letter-queues';

/** What lies in one dead-letter queue. */
export interface QueueListing {
  readonly queue: string;
  readonly kind: DeadLetterQueue['kind'];
  readonly endpoint?: string;
  /** How many there are, as SQS estimates: never fewer than are listed. */
  readonly count: number;
  /** How many of those that were to be looked at could not be: somebody else holds them. Absent: none. */
  readonly unseen?: number;
  /** The oldest first. */
  readonly letters: readonly DeadLetter[];
}
