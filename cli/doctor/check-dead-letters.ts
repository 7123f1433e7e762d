import type { DeadLetterQueue } from '../queues/dead-letter-queues';
import type { OpenQueue } from '../queues/queue';
import { commandLine, type CommandOptions } from '../terminal/command-line';
import { failed, ok, type Result } from './finding';

/** Counts the dead letters of a queue. */
export async function checkDeadLetters(
  { kind, endpoint, deadLetterQueueUrl }: Pick<DeadLetterQueue, 'kind' | 'endpoint' | 'deadLetterQueueUrl'>,
  openQueue: OpenQueue,
  place: CommandOptions,
): Promise<Result> {
  const { total } = await openQueue(deadLetterQueueUrl).count();
  if (total === 0) return ok('None.');
  const list = commandLine('dead-letters', { ...place, queue: kind, endpoint });
  return failed(
    `${total} ${total === 1 ? 'message has' : 'messages have'} failed for good. SQS deletes each 14 days after it was first sent.`,
    `See why: \`${list}\`. Fix the cause, then run \`redrive\`.`,
  );
}
