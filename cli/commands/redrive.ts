import { deadLetterQueues, type DeadLetterQueue, type QueueSelection } from '../queues/dead-letter-queues';
import { describeMessage } from '../queues/describe-message';
import { followQueues, type FollowLimits, type Stopwatch } from '../queues/follow-queues';
import {
  moveDeadLetters,
  movedIn,
  type MoveContext,
  type MovedQueue,
  type MessageFilter,
} from '../queues/move-dead-letters';
import { readStack, type ReadOutputs, type StackSelection } from '../stack/stack';
import { peekQueue } from '../queues/peek-queue';
import { endedOnFailure } from '../terminal/progress';
import { problemsOf, formatRedrive, type RedrivenQueue } from './format-redrive';

/** What the command needs from outside. */
export interface RedriveContext extends MoveContext {
  readonly readOutputs: ReadOutputs;
  readonly watch: Stopwatch;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
}

/** What the command was asked. */
export interface RedriveOptions extends StackSelection, QueueSelection {
  readonly dryRun: boolean;
  readonly json: boolean;
  /** Absent: what was moved is not followed. */
  readonly follow?: FollowLimits | undefined;
}

/**
 * Moves what lies in the dead-letter queues of a stack back to where it belongs, and follows it. Returns the exit code: 1
 * where something came back, or is not done yet.
 */
export async function redrive(options: RedriveOptions, context: RedriveContext): Promise<0 | 1> {
  const queues = deadLetterQueues(await readStack(options, context.readOutputs), options);
  // An archive queue is one endpoint's own, with whatever lies in it.
  const want: MessageFilter = (kind, { body }) =>
    options.endpoint === undefined ||
    kind === 'archive' ||
    describeMessage(kind, body).endpoint === options.endpoint;
  const results = options.dryRun
    ? await lookOnly(queues, want, context)
    : await moveAndFollow(queues, want, { ...context, follow: options.follow });
  const { stack, dryRun, json } = options;
  context.print(
    json
      ? `${JSON.stringify({ stack, dryRun, queues: results }, null, 2)}\n`
      : formatRedrive(results, dryRun),
  );
  const problems = results.flatMap(problemsOf);
  for (const problem of problems) context.warn(`Problem: ${problem}`);
  return problems.length > 0 ? 1 : 0;
}

/** More than these are not looked at: a dry run says "at least". */
const mostLookedAt = 1_000;

async function lookOnly(
  queues: readonly DeadLetterQueue[],
  want: MessageFilter,
  { openQueue }: RedriveContext,
): Promise<readonly RedrivenQueue[]> {
  const results: RedrivenQueue[] = [];
  for (const { name: queue, kind, deadLetterQueueUrl } of queues) {
    const messages = await peekQueue(openQueue(deadLetterQueueUrl), mostLookedAt);
    const moved = messages.filter((message) => want(kind, message)).length;
    results.push({ queue, moved, more: messages.length === mostLookedAt });
  }
  return results;
}

async function moveAndFollow(
  queues: readonly DeadLetterQueue[],
  want: MessageFilter,
  context: RedriveContext & Pick<RedriveOptions, 'follow'>,
): Promise<readonly RedrivenQueue[]> {
  const { follow, startProgress, watch } = context;
  const moved = await moveDeadLetters(queues, want, context);
  const followed = moved.filter((queue) => queue.moved > 0);
  if (followed.length === 0 || !follow) {
    return moved.map(told);
  }
  const progress = await startProgress(movedIn(moved), 'Working off');
  const { working, returned } = await endedOnFailure(progress, () =>
    followQueues(followed, follow, { progress, watch }),
  );
  progress.end(working.some((count) => count > 0) ? 'Not all worked off yet' : 'Nothing left to do');
  return moved.map((queue) => {
    const index = followed.indexOf(queue);
    const ending = index < 0 ? {} : { working: working[index] ?? 0, returned: returned[index] ?? 0 };
    return { ...told(queue), ...ending };
  });
}

const told = ({ name: queue, moved, unseen }: MovedQueue): RedrivenQueue => ({
  queue,
  moved,
  ...(unseen > 0 ? { unseen } : {}),
});
