import { logMessages } from '../../lambda/contracts/log-messages';
import { contentNow, deadLetter } from '../queues/dead-letter';
import { deadLetterQueues, type DeadLetterQueue, type QueueSelection } from '../queues/dead-letter-queues';
import { describeMessage } from '../queues/describe-message';
import type { LogLine, ReadLog } from '../logs/log-line';
import type { OpenQueue, QueuedMessage } from '../queues/queue';
import { readStack, type ReadOutputs, type StackSelection } from '../stack/stack';
import { peekQueue } from '../queues/peek-queue';
import type { QueueListing } from '../queues/queue-listing';
import { formatDeadLetters } from './format-dead-letters';

/** What the command needs from outside. */
export interface DeadLettersContext {
  readonly readOutputs: ReadOutputs;
  readonly openQueue: OpenQueue;
  readonly readLog: ReadLog;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What the command was asked. */
export interface DeadLettersOptions extends StackSelection, QueueSelection {
  readonly json: boolean;
  /** How many messages of each queue are looked at. */
  readonly most: number;
}

/** Lists what lies in the dead-letter queues of a stack, and why. Takes nothing out. Returns the exit code. */
export async function deadLetters(options: DeadLettersOptions, context: DeadLettersContext): Promise<0 | 1> {
  const { stack, json } = options;
  const queues = deadLetterQueues(await readStack(options, context.readOutputs), options);
  const problems: string[] = [];
  const listings: QueueListing[] = [];
  for (const queue of queues) {
    listings.push(await listing(queue, options, { ...context, warn: (text) => problems.push(text) }));
  }
  context.print(
    json
      ? `${JSON.stringify({ stack, queues: listings }, null, 2)}\n`
      : formatDeadLetters(listings, context.now()),
  );
  for (const problem of problems) context.warn(`Problem: ${problem}`);
  return problems.length > 0 ? 1 : 0;
}

async function listing(
  queue: DeadLetterQueue,
  { endpoint, most }: DeadLettersOptions,
  context: DeadLettersContext,
): Promise<QueueListing> {
  const opened = context.openQueue(queue.deadLetterQueueUrl);
  const { total, retention } = await opened.count();
  const messages = await peekQueue(opened, most);
  const described = messages.map((message) => ({
    message,
    content: contentNow(describeMessage(queue.kind, message.body), message),
  }));
  const unexplained = described.filter(({ content }) => !content.givenUp).map(({ message }) => message);
  const failures = await failuresOf(unexplained, queue, context);
  const now = context.now();
  const unseen = Math.min(total, most) - messages.length;
  return {
    queue: queue.name,
    kind: queue.kind,
    ...(queue.endpoint === undefined ? {} : { endpoint: queue.endpoint }),
    count: Math.max(total, messages.length),
    ...(unseen > 0 ? { unseen } : {}),
    letters: described
      .filter(({ content }) => endpoint === undefined || (content.endpoint ?? endpoint) === endpoint)
      .map(({ message, content }) => deadLetter(message, content, { failures, retention, now })),
  };
}

/** The last failure of each message. What is in the queue can be told also where the log cannot be read. */
async function failuresOf(
  messages: readonly QueuedMessage[],
  { logGroup, name }: DeadLetterQueue,
  { readLog, warn }: DeadLettersContext,
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
