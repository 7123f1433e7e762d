import { endedOnFailure, type Progress, type StartProgress } from '../terminal/progress';
import type { DeadLetterQueue } from './dead-letter-queues';
import type { FollowedQueue } from './follow-queues';
import { moveMessages } from './move-messages';
import { sum, type OpenQueue, type Queue, type QueueCounts, type QueuedMessage } from './queue';

/** The dependencies of a move. */
export interface MoveDeps {
  readonly openQueue: OpenQueue;
  readonly startProgress: StartProgress;
  /** The time of SQS, in milliseconds since the epoch: correct after a first call to SQS. */
  readonly serverNow: () => number;
}

/** Whether to move a message of a queue. */
export type MessageFilter = (kind: DeadLetterQueue['kind'], message: QueuedMessage) => boolean;

/** A queue after the move. */
export interface MovedQueue extends FollowedQueue {
  readonly name: string;
  /** Messages that could not be moved, because somebody else had received them. */
  readonly unseen: number;
}

/** Moves the messages that are in dead-letter queues now back to their queues, one queue after the other. */
export async function moveDeadLetters(
  queues: readonly DeadLetterQueue[],
  wanted: MessageFilter,
  deps: MoveDeps,
): Promise<readonly MovedQueue[]> {
  const opened = await Promise.all(queues.map((queue) => open(queue, deps.openQueue)));
  const total = sum(opened.map((queue) => queue.total));
  // A message that fails again and comes back is younger than this. It must not be moved in a circle.
  const startedAt = deps.serverNow();
  const progress = await deps.startProgress(total, 'Moving');
  return endedOnFailure(progress, async () => {
    const results: MovedQueue[] = [];
    for (const queue of opened) {
      const isWanted = (message: QueuedMessage) => wanted(queue.kind, message);
      results.push(
        await moveQueue(queue, { isWanted, startedAt }, { progress, before: totalMoved(results) }),
      );
    }
    progress.end(`Moved ${totalMoved(results)} back`);
    return results;
  });
}

/** How many messages were moved in all. */
export const totalMoved = (queues: readonly MovedQueue[]) => sum(queues.map(({ moved }) => moved));

interface OpenedQueue {
  readonly name: string;
  readonly kind: DeadLetterQueue['kind'];
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly total: number;
  readonly hidden: number;
  /** The counts of the queue before any message is moved. */
  readonly before: QueueCounts;
}

async function open(
  { name, kind, queueUrl, deadLetterQueueUrl }: DeadLetterQueue,
  openQueue: OpenQueue,
): Promise<OpenedQueue> {
  const [queue, deadLetters] = [openQueue(queueUrl), openQueue(deadLetterQueueUrl)];
  const [before, { total, hidden }] = await Promise.all([queue.count(), deadLetters.count()]);
  return { name, kind, queue, deadLetters, total, hidden, before };
}

async function moveQueue(
  { name, queue, deadLetters, hidden, total, before: waiting }: OpenedQueue,
  {
    isWanted,
    startedAt,
  }: { readonly isWanted: (message: QueuedMessage) => boolean; readonly startedAt: number },
  { progress, before }: { readonly progress: Progress; readonly before: number },
): Promise<MovedQueue> {
  const onMoved = (count: number) => progress.show(before + count, `Moving: ${name}`);
  const isOld = ({ sentAt }: QueuedMessage) => sentAt < startedAt;
  const { moved, remaining } = await moveMessages({
    from: deadLetters,
    to: queue,
    wanted: (message) => isOld(message) && isWanted(message),
    onMoved,
  });
  // A message that came back during the move counts as returned, not as left over.
  const left = remaining.filter(isOld).length;
  // SQS counts hidden messages late: those that were moved or seen meanwhile are not hidden by others.
  const unseen = Math.min(hidden, Math.max(0, total - moved - left));
  return { name, queue, deadLetters, moved, left: left + unseen, unseen, before: waiting };
}
