import { logMessages } from '../../lambda/contracts/log-messages';
import { defined } from '../../lambda/kit/defined';
import type { LogLine, ReadLog } from '../logs/log-line';
import { deadLetter, withoutOldReason, type QueueListing } from '../queues/dead-letter';
import { deadLetterQueues, type DeadLetterQueue, type QueueSelection } from '../queues/dead-letter-queues';
import { describeMessage } from '../queues/describe-message';
import type { OpenQueue, QueuedMessage } from '../queues/queue';
import { peekQueue } from '../queues/receive-messages';
import type { ReadOutputs } from '../stack/outputs';
import { readStack, type StackSelection } from '../stack/stack';
import { jsonLines, reportProblems, type Output } from '../terminal/output';
import { formatDeadLetters } from './format-dead-letters';

/** The dependencies of `dead-letters`. */
export interface DeadLettersDeps extends Output {
  readonly readOutputs: ReadOutputs;
  readonly openQueue: OpenQueue;
  readonly readLog: ReadLog;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The arguments of `dead-letters`. */
export interface DeadLettersOptions extends StackSelection, QueueSelection {
  readonly json: boolean;
  /** The limit for each queue. */
  readonly maxMessages: number;
}

/** Lists the messages in the dead-letter queues of a stack and why they failed. Removes nothing. Returns the exit code. */
export async function deadLetters(options: DeadLettersOptions, deps: DeadLettersDeps): Promise<0 | 1> {
  const { stack, json } = options;
  const queues = deadLetterQueues(await readStack(options, deps.readOutputs), options);
  const problems: string[] = [];
  const listings: QueueListing[] = [];
  for (const queue of queues) {
    listings.push(await listQueue(queue, options, { ...deps, warn: (text) => problems.push(text) }));
  }
  deps.print(
    json ? jsonLines({ stack, queues: listings.map(jsonListing) }) : formatDeadLetters(listings, deps.now()),
  );
  return reportProblems(problems, deps.warn);
}

/** The name of the messages in the JSON output. Scripts rely on it. */
const messagesField = 'letters';

const jsonListing = ({ messages, ...listing }: QueueListing): object => ({
  ...listing,
  [messagesField]: messages,
});

async function listQueue(
  queue: DeadLetterQueue,
  { endpoint, maxMessages }: DeadLettersOptions,
  deps: DeadLettersDeps,
): Promise<QueueListing> {
  const opened = deps.openQueue(queue.deadLetterQueueUrl);
  const { total, retentionMs } = await opened.count();
  const messages = await peekQueue(opened, maxMessages);
  const all = messages.map((message) => ({
    message,
    described: withoutOldReason(describeMessage(queue.kind, message.body), message),
  }));
  const unexplained = all.filter(({ described }) => !described.givenUp).map(({ message }) => message);
  const failures = await lastFailures(unexplained, queue, deps);
  const now = deps.now();
  const unseen = Math.min(total, maxMessages) - messages.length;
  return defined({
    queue: queue.name,
    kind: queue.kind,
    endpoint: queue.endpoint,
    count: Math.max(total, messages.length),
    unseen: unseen > 0 ? unseen : undefined,
    messages: all
      .filter(({ described }) => endpoint === undefined || (described.endpoint ?? endpoint) === endpoint)
      .map(({ message, described }) => deadLetter(message, described, { failures, retentionMs, now })),
  });
}

/** The last failure of each message. If the log cannot be read, the messages are still listed. */
async function lastFailures(
  messages: readonly QueuedMessage[],
  { logGroup, name }: DeadLetterQueue,
  { readLog, warn }: DeadLettersDeps,
): Promise<ReadonlyMap<string, LogLine>> {
  if (messages.length === 0) return new Map();
  const since = Math.min(...messages.map(({ sentAt }) => sentAt));
  try {
    const lines = await readLog({ logGroup, containing: logMessages.messageFailed, since });
    return new Map(lines.flatMap((line) => (line.messageId === undefined ? [] : [[line.messageId, line]])));
  } catch (error) {
    warn(`${name}: ${error instanceof Error ? error.message : 'the log could not be read'}`);
    return new Map();
  }
}
