import { listDeadLetters, type ListDeps, type ListOptions } from '../queues/list-dead-letters';
import type { QueueListing } from '../queues/dead-letter';
import { jsonLines, reportProblems, type Output } from '../terminal/output';
import { formatDeadLetters } from './format-dead-letters';
import { summarizeDeadLetters } from './summarize-dead-letters';

/** The dependencies of `dead-letters`. */
export interface DeadLettersDeps extends Output, ListDeps {}

/** The arguments of `dead-letters`. */
export interface DeadLettersOptions extends ListOptions {
  readonly json: boolean;
  /** Prints every message, not only the first ones with each reason. */
  readonly all: boolean;
}

/** Lists the messages in the dead-letter queues of a stack and why they failed. Removes nothing. Returns the exit code. */
export async function deadLetters(options: DeadLettersOptions, deps: DeadLettersDeps): Promise<0 | 1> {
  const { stack, json, all } = options;
  const { listed, problems } = await listDeadLetters(options, deps);
  const queues = listed.map(({ listing }) => listing);
  const summary = summarizeDeadLetters(queues);
  deps.print(
    json
      ? jsonLines({ stack, summary, queues: queues.map(jsonListing) })
      : formatDeadLetters(queues, { now: deps.now(), all }),
  );
  return reportProblems(problems, deps.warn);
}

/** The name of the messages in the JSON output. Scripts rely on it. */
const messagesField = 'letters';

const jsonListing = ({ messages, ...listing }: QueueListing): object => ({
  ...listing,
  [messagesField]: messages,
});
