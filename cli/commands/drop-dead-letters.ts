import { CommandFailure } from '../command-failure';
import type { QueueListing } from '../queues/dead-letter';
import { dropMessages, type Dropped } from '../queues/drop-messages';
import type { CreateLineFile, LineFile } from '../queues/line-file';
import {
  listDeadLetters,
  type ListDeps,
  type ListedQueue,
  type ListOptions,
} from '../queues/list-dead-letters';
import { sum } from '../queues/queue';
import type { Confirm } from '../terminal/confirm';
import { reportProblems, type Output } from '../terminal/output';
import { endedOnFailure, type StartProgress } from '../terminal/progress';
import { formatDeadLetters } from './format-dead-letters';

/** The dependencies of `dead-letters --drop`. */
export interface DropDeps extends Output, ListDeps {
  readonly createFile: CreateLineFile;
  readonly startProgress: StartProgress;
  readonly confirm: Confirm;
}

/** The arguments of `dead-letters --drop`. */
export interface DropOptions extends ListOptions {
  /** The new file that gets the messages. Absent: nothing is removed. */
  readonly file?: string;
  /** Allows to drop without a filter. */
  readonly everything: boolean;
  readonly all: boolean;
}

/**
 * Removes the selected messages from the dead-letter queues of a stack, after it has written them to a file. Without a file
 * it only prints which they are. Returns the exit code.
 */
export async function dropDeadLetters(options: DropOptions, deps: DropDeps): Promise<0 | 1> {
  const { file: path, all } = options;
  requireFilter(options);
  const { listed, problems } = await listDeadLetters(options, deps);
  const listings = listed.map(({ listing }) => listing);
  const count = sum(listings.map(({ messages }) => messages.length));
  deps.print(formatDeadLetters(listings, { now: deps.now(), all }));
  // Without a log, the messages have another reason.
  if (problems.length > 0) return reportProblems([...problems, 'Nothing was removed.'], deps.warn);
  if (count === 0 || path === undefined) {
    deps.print([
      '',
      count === 0
        ? 'Nothing to remove.'
        : `${messages(count)} would be removed. Nothing was: add --file <file>.`,
    ]);
    return 0;
  }
  const question = `${messages(count)} will be removed for good from the dead-letter queues, and written to ${path}. Go on?`;
  if (!(await deps.confirm(question))) {
    deps.warn('Nothing was removed.');
    return 1;
  }
  const file = await deps.createFile(path);
  try {
    const dropped = await dropAll(listed, count, file, deps);
    deps.print([
      '',
      `${messages(dropped.dropped)} removed. They are in ${path}: they may contain whole webhooks.`,
    ]);
    return reportProblems([...unfinished(dropped, count), ...unlisted(listings, options)], deps.warn);
  } finally {
    await file.close();
  }
}

function requireFilter({ reason, endpoint, olderThanHours, everything }: DropOptions): void {
  if (everything || (reason ?? endpoint ?? olderThanHours) !== undefined) return;
  throw new CommandFailure(
    'Say which messages to remove with --reason, --endpoint or --older-than, or give --everything. Nothing was removed.',
  );
}

async function dropAll(
  listed: readonly ListedQueue[],
  count: number,
  file: LineFile,
  { openQueue, startProgress }: DropDeps,
): Promise<Dropped> {
  const progress = await startProgress(count, 'Removing');
  return endedOnFailure(progress, async () => {
    let total: Dropped = { dropped: 0, undeleted: 0 };
    for (const { queue, listing } of listed) {
      const before = total.dropped;
      const { dropped, undeleted } = await dropMessages({
        name: queue.name,
        queue: openQueue(queue.deadLetterQueueUrl),
        ids: new Set(listing.messages.map(({ messageId }) => messageId)),
        file,
        onDropped: (now) => progress.show(before + now, `Removing: ${queue.name}`),
      });
      total = { dropped: before + dropped, undeleted: total.undeleted + undeleted };
    }
    progress.end(`Removed ${total.dropped}`);
    return total;
  });
}

function unfinished({ dropped, undeleted }: Dropped, count: number): readonly string[] {
  const unseen = count - dropped - undeleted;
  return [
    ...(undeleted > 0
      ? [`SQS did not delete ${messages(undeleted)} that the file has. Run this again with another file.`]
      : []),
    ...(unseen > 0 ? [`${messages(unseen)} could not be seen any more. Run this again in two minutes.`] : []),
  ];
}

/** Messages behind the limit were not even looked at. */
function unlisted(listings: readonly QueueListing[], { maxMessages }: DropOptions): readonly string[] {
  return listings
    .filter(({ count }) => count > maxMessages)
    .map(
      ({ queue }) =>
        `${queue}: only ${maxMessages} messages were looked at. Run this again, or raise --limit.`,
    );
}

const messages = (count: number) => `${count} ${count === 1 ? 'message' : 'messages'}`;
