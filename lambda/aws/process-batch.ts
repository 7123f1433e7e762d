import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { logMessages } from '../contracts/log-messages';
import { retryDelaySeconds } from '../kit/retry-delay';
import type { Telemetry } from '../kit/telemetry';
import { PermanentFailure } from '../kit/permanent-failure';

/** What working through a batch needs. */
export interface BatchDeps {
  /** Works on a message; `tries`: how often it has come, this time included. */
  readonly handle: (text: string, tries: number) => Promise<void>;
  /** Makes a message come again after so many seconds. */
  readonly postpone: (receiptHandle: string, seconds: number) => Promise<void>;
  readonly telemetry: Telemetry;
  readonly random: () => number;
}

/**
 * Seconds until the next try of what no retry of ours can cure: soon, for its place is the dead-letter queue, but not at
 * once, for it may be a message of a newer version, whose reader is being deployed.
 */
const permanentFailureDelay = 15;

/**
 * A message that kills the process (by the memory it takes, say) takes its whole batch with it, and all of it comes again
 * at the same time, as the same batch, until all of it is dead letters. So whatever comes for the third time in company is
 * put off before it is worked on, each for another time: the next death parts it from the rest. Seconds; longer than a run.
 */
const isolation = { tries: 3, shortest: 60, longest: 180 } as const;

/** Works on the messages of a batch, all at once, each for itself; answers which ones failed. Never throws. */
export async function processBatch(
  deps: BatchDeps,
  records: readonly SQSRecord[],
): Promise<SQSBatchResponse> {
  await isolateRepeaters(deps, records);
  const results = await Promise.all(records.map((record) => succeeds(deps, record)));
  const failed = records.filter((_, index) => !results[index]);
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

async function isolateRepeaters(deps: BatchDeps, records: readonly SQSRecord[]): Promise<void> {
  if (records.length === 1) return;
  const { shortest, longest } = isolation;
  const seconds = () => Math.ceil(shortest + (longest - shortest) * deps.random());
  const returned = records.filter((record) => receiveCount(record) >= isolation.tries);
  await Promise.all(returned.map((record) => postpone(deps, record, seconds())));
}

function receiveCount({ attributes }: SQSRecord): number {
  return Number(attributes.ApproximateReceiveCount);
}

async function succeeds(deps: BatchDeps, record: SQSRecord): Promise<boolean> {
  try {
    await deps.handle(record.body, receiveCount(record));
    return true;
  } catch (error) {
    const tries = receiveCount(record);
    const seconds =
      error instanceof PermanentFailure ? permanentFailureDelay : retryDelaySeconds(tries, deps.random);
    deps.telemetry.error(
      logMessages.messageFailed,
      { messageId: record.messageId, tries, retryInSeconds: seconds },
      error,
    );
    await postpone(deps, record, seconds);
    return false;
  }
}

/** Without it the message comes again all the same, after the queue's own time-out. */
async function postpone(
  deps: BatchDeps,
  { messageId, receiptHandle }: SQSRecord,
  seconds: number,
): Promise<void> {
  try {
    await deps.postpone(receiptHandle, seconds);
  } catch (error) {
    deps.telemetry.warn('message not postponed', { messageId }, error);
  }
}
