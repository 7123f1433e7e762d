import { defined } from '../../lambda/kit/defined';
import type { Stopwatch } from '../poll';
import { deadLetterQueues, type DeadLetterQueue, type QueueSelection } from '../queues/dead-letter-queues';
import { describeMessage } from '../queues/describe-message';
import { followQueues, type FollowLimits } from '../queues/follow-queues';
import {
  moveDeadLetters,
  totalMoved,
  type MessageFilter,
  type MoveDeps,
  type MovedQueue,
} from '../queues/move-dead-letters';
import { maxLookedAt, peekQueue } from '../queues/receive-messages';
import type { ReadOutputs } from '../stack/outputs';
import { readStack, type StackSelection } from '../stack/stack';
import { jsonLines, reportProblems, type Output } from '../terminal/output';
import { endedOnFailure } from '../terminal/progress';
import { formatRedrive, problemsOf, type RedrivenQueue } from './format-redrive';

/** The dependencies of `redrive`. */
export interface RedriveDeps extends MoveDeps, Output {
  readonly readOutputs: ReadOutputs;
  readonly watch: Stopwatch;
}

/** The arguments of `redrive`. */
export interface RedriveOptions extends StackSelection, QueueSelection {
  readonly dryRun: boolean;
  readonly json: boolean;
  /** Absent: the moved messages are not followed. */
  readonly follow?: FollowLimits | undefined;
}

/**
 * Moves the messages in the dead-letter queues of a stack back to their queues, and follows them. Returns the exit code: 1
 * if a message came back or is not processed yet.
 */
export async function redrive(options: RedriveOptions, deps: RedriveDeps): Promise<0 | 1> {
  const { stack, dryRun, json, endpoint } = options;
  const queues = deadLetterQueues(await readStack(options, deps.readOutputs), options);
  // Every message of an archive queue belongs to its endpoint, even an unreadable one.
  const wanted: MessageFilter = (kind, { body }) =>
    endpoint === undefined || kind === 'archive' || describeMessage(kind, body).endpoint === endpoint;
  const results = dryRun
    ? await countOnly(queues, wanted, deps)
    : await moveAndFollow(queues, wanted, { ...deps, follow: options.follow });
  deps.print(json ? jsonLines({ stack, dryRun, queues: results }) : formatRedrive(results, dryRun));
  return reportProblems(results.flatMap(problemsOf), deps.warn);
}

async function countOnly(
  queues: readonly DeadLetterQueue[],
  wanted: MessageFilter,
  { openQueue }: RedriveDeps,
): Promise<readonly RedrivenQueue[]> {
  const results: RedrivenQueue[] = [];
  for (const { name: queue, kind, deadLetterQueueUrl } of queues) {
    const messages = await peekQueue(openQueue(deadLetterQueueUrl));
    const moved = messages.filter((message) => wanted(kind, message)).length;
    results.push({ queue, moved, more: messages.length === maxLookedAt });
  }
  return results;
}

async function moveAndFollow(
  queues: readonly DeadLetterQueue[],
  wanted: MessageFilter,
  deps: RedriveDeps & Pick<RedriveOptions, 'follow'>,
): Promise<readonly RedrivenQueue[]> {
  const { follow, startProgress, watch } = deps;
  const moved = await moveDeadLetters(queues, wanted, deps);
  const followed = moved.filter((queue) => queue.moved > 0);
  if (followed.length === 0 || !follow) return moved.map((queue) => redriven(queue));
  const progress = await startProgress(totalMoved(moved), 'Processing');
  const { working, inQueue, returned } = await endedOnFailure(progress, () =>
    followQueues(followed, follow, { progress, watch }),
  );
  progress.end(working.some((count) => count > 0) ? 'Not all processed yet' : 'Nothing left to do');
  return moved.map((queue) => {
    const index = followed.indexOf(queue);
    if (index < 0) return redriven(queue);
    return redriven(queue, {
      working: working[index] ?? 0,
      ...besides(queue, inQueue[index] ?? 0),
      returned: returned[index] ?? 0,
    });
  });
}

/** The messages in the queue, if some were there before: no count tells them from the moved ones. */
function besides({ before }: MovedQueue, inQueue: number): Pick<RedrivenQueue, 'inQueue' | 'inQueueBefore'> {
  return before.total > 0 ? { inQueue, inQueueBefore: before.total } : {};
}

function redriven(
  { name: queue, moved, unseen }: MovedQueue,
  counts: Partial<RedrivenQueue> = {},
): RedrivenQueue {
  return defined({ queue, moved, unseen: unseen > 0 ? unseen : undefined, ...counts });
}
