import { logMessages } from '../../lambda/contracts/log-messages';
import { defined } from '../../lambda/kit/defined';
import type { LogLine, ReadLog } from '../logs/log-line';
import type { ReadOutputs } from '../stack/outputs';
import { readStack, type StackSelection } from '../stack/stack';
import { deadLetter, withoutOldReason, type DeadLetter, type QueueListing } from './dead-letter';
import { deadLetterQueues, type DeadLetterQueue, type QueueSelection } from './dead-letter-queues';
import { describeMessage } from './describe-message';
import type { OpenQueue, QueuedMessage } from './queue';
import { peekQueue } from './receive-messages';

/** The dependencies of a listing. */
export interface ListDeps {
  readonly readOutputs: ReadOutputs;
  readonly openQueue: OpenQueue;
  readonly readLog: ReadLog;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Which dead letters to list. */
export interface ListOptions extends StackSelection, QueueSelection {
  /** The limit for each queue. */
  readonly maxMessages: number;
  /** Only those with this reason: its short name. */
  readonly reason?: string;
  /** Only those that were sent more than so many hours ago. */
  readonly olderThanHours?: number;
}

/** A dead-letter queue and those of its messages that are selected. */
export interface ListedQueue {
  readonly queue: DeadLetterQueue;
  readonly listing: QueueListing;
}

/** Lists the selected dead letters of a stack and why they failed, without changing a queue. */
export async function listDeadLetters(
  options: ListOptions,
  deps: ListDeps,
): Promise<{ readonly listed: readonly ListedQueue[]; readonly problems: readonly string[] }> {
  const queues = deadLetterQueues(await readStack(options, deps.readOutputs), options);
  const problems: string[] = [];
  const listed: ListedQueue[] = [];
  for (const queue of queues) {
    const listing = await listQueue(queue, options, { ...deps, warn: (text) => problems.push(text) });
    listed.push({ queue, listing });
  }
  return { listed, problems };
}

type WarnDeps = ListDeps & { readonly warn: (text: string) => void };

async function listQueue(
  queue: DeadLetterQueue,
  options: ListOptions,
  deps: WarnDeps,
): Promise<QueueListing> {
  const { maxMessages } = options;
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
      .map(({ message, described }) => deadLetter(message, described, { failures, retentionMs, now }))
      .filter((message) => isSelected(message, queue, { ...options, now })),
  });
}

function isSelected(
  { endpoint: named, reason, sentAt }: DeadLetter,
  queue: DeadLetterQueue,
  options: ListOptions & { readonly now: number },
): boolean {
  const { endpoint, reason: wanted = reason, olderThanHours = -Infinity, now } = options;
  // Every message of an archive queue belongs to its endpoint, even an unreadable one.
  const isOfEndpoint = endpoint === undefined || endpoint === (queue.endpoint ?? named);
  return isOfEndpoint && wanted === reason && now - Date.parse(sentAt) > olderThanHours * 3_600_000;
}

/** The last failure of each message. If the log cannot be read, the messages are still listed. */
async function lastFailures(
  messages: readonly QueuedMessage[],
  { logGroup, name }: DeadLetterQueue,
  { readLog, warn }: WarnDeps,
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
