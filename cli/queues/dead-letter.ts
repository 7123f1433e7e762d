import type { MessageContent } from './describe-message';
import type { LogLine } from '../logs/log-line';
import type { QueuedMessage } from './queue';
import { reasonInWords } from '../reasons';

/** One message of a dead-letter queue, as the operator is told of it: without its body. */
export interface DeadLetter extends Omit<MessageContent, 'givenUp'> {
  /** SQS's own id. */
  readonly messageId: string;
  /** When it was sent; ISO 8601. */
  readonly sentAt: string;
  /** When SQS deletes it; ISO 8601. */
  readonly expiresAt: string;
  readonly why: string;
  /** How often it was tried; absent where nothing tells. */
  readonly tries?: number;
  /** When it was tried last, or given up; ISO 8601. */
  readonly failedAt?: string;
}

const day = 24 * 60 * 60 * 1_000;

/** Between giving a job up and sending it to the dead-letter queue, at the most: the event comes first. Milliseconds. */
const sendingTime = 5 * 60 * 1_000;

/**
 * What a message is now. A job that was sent back carries the old reason along: should SQS put it into the dead-letter
 * queue, that tells nothing of why, and the log does.
 */
export function contentNow(
  content: MessageContent,
  { sentAt }: Pick<QueuedMessage, 'sentAt'>,
): MessageContent {
  const { givenUp, ...rest } = content;
  return givenUp && sentAt > Date.parse(givenUp.at) + sendingTime ? rest : content;
}

/**
 * Says what a message is and why it lies there: as the archiver wrote into it, or as the log has it.
 *
 * @param failures the last line of the log about each message, by SQS's id, which a move by its redrive policy keeps
 */
export function deadLetter(
  message: QueuedMessage,
  { givenUp, ...content }: MessageContent,
  {
    failures,
    retention,
    now,
  }: { readonly failures: ReadonlyMap<string, LogLine>; readonly retention: number; readonly now: number },
): DeadLetter {
  const known = {
    ...content,
    messageId: message.id,
    sentAt: iso(message.sentAt),
    expiresAt: iso(message.sentAt + retention),
  };
  if (givenUp) {
    return { ...known, why: reasonInWords(givenUp.reason), tries: givenUp.tries, failedAt: givenUp.at };
  }
  const failure = failures.get(message.id);
  if (!failure) return { ...known, why: noReason(message.sentAt, now) };
  return {
    ...known,
    why: reasonInWords(failure.error ?? failure.message),
    ...(failure.tries === undefined ? {} : { tries: failure.tries }),
    failedAt: iso(failure.at),
  };
}

/** A function that is killed (its time, its memory) cannot say which message it had. */
function noReason(sentAt: number, now: number): string {
  const days = Math.max(1, Math.ceil((now - sentAt) / day));
  return `no reason found in the logs of the last ${days} ${days === 1 ? 'day' : 'days'}: look there for "Task timed out" and "Runtime exited"`;
}

const iso = (time: number) => new Date(time).toISOString();
