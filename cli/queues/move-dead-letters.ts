import type { DeadLetterQueue } from './dead-letter-queues';
import type { FollowedQueue } from './follow-queues';
import { moveMessages } from './move-messages';
import type { OpenQueue, Queue, QueuedMessage } from './queue';
import { endedOnFailure, type Progress, type StartProgress } from '../terminal/progress';

/** What moving needs from outside. */
export interface MoveContext {
  readonly openQueue: OpenQueue;
  readonly startProgress: StartProgress;
  /** What time it is for SQS, in milliseconds since the epoch: asked after SQS was. */
  readonly serverNow: () => number;
}

/** Which messages of a queue are meant. */
export type MessageFilter = (kind: DeadLetterQueue['kind'], message: QueuedMessage) => boolean;

/** A queue, with what was moved back into it. */
export interface MovedQueue extends FollowedQueue {
  readonly name: string;
  /** How many somebody else was looking at, so that they could not be moved. */
  readonly unseen: number;
}

/** Moves what lies in dead-letter queues when it is called back to where it belongs, one queue after the other. */
export async function moveDeadLetters(
  queues: readonly DeadLetterQueue[],
  want: MessageFilter,
  context: MoveContext,
): Promise<readonly MovedQueue[]> {
  const opened = await Promise.all(queues.map((queue) => open(queue, context.openQueue)));
  const total = sum(opened.map((queue) => queue.total));
  // What fails again and comes back is younger than this: it must not go round and round.
  const startedAt = context.serverNow();
  const progress = await context.startProgress(total, 'Moving');
  return endedOnFailure(progress, async () => {
    const results: MovedQueue[] = [];
    for (const queue of opened) {
      const wanted = (message: QueuedMessage) => want(queue.kind, message);
      results.push(await moveOne(queue, { wanted, startedAt }, { progress, before: movedIn(results) }));
    }
    progress.end(`Moved ${movedIn(results)} back`);
    return results;
  });
}

/** How many were moved in all. */
export const movedIn = (queues: readonly MovedQueue[]) => sum(queues.map(({ moved }) => moved));

interface OpenedQueue {
  readonly name: string;
  readonly kind: DeadLetterQueue['kind'];
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly total: number;
  readonly hidden: number;
}

async function open(
  { name, kind, queueUrl, deadLetterQueueUrl }: DeadLetterQueue,
  openQueue: OpenQueue,
): Promise<OpenedQueue> {
  const deadLetters = openQueue(deadLetterQueueUrl);
  const { total, hidden } = await deadLetters.count();
  return { name, kind, queue: openQueue(queueUrl), deadLetters, total, hidden };
}

async function moveOne(
  { name, queue, deadLetters, hidden, total }: OpenedQueue,
  { wanted, startedAt }: { readonly wanted: (message: QueuedMessage) => boolean; readonly startedAt: number },
  { progress, before }: { readonly progress: Progress; readonly before: number },
): Promise<MovedQueue> {
  const onMoved = (count: number) => progress.show(before + count, `Moving: ${name}`);
  const isOld = ({ sentAt }: QueuedMessage) => sentAt < startedAt;
  const { moved, left: seen } = await moveMessages({
    from: deadLetters,
    to: queue,
    wanted: (message) => isOld(message) && wanted(message),
    onMoved,
  });
  // What has come back already while the rest was moved is not what was left: it counts as returned.
  const left = seen.filter(isOld).length;
  // SQS's count of them lags: what was moved or seen meanwhile nobody else looks at.
  const unseen = Math.min(hidden, Math.max(0, total - moved - left));
  return { name, queue, deadLetters, moved, left: left + unseen, unseen };
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
