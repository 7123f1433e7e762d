import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { retryDelaySeconds } from '../kit/retry-delay';
import type { Telemetry } from '../kit/telemetry';
import { PermanentFailure } from '../kit/permanent-failure';

/** What working through a batch needs. */
export interface BatchDeps {
  readonly take: (text: string) => Promise<void>;
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

/** Works on the messages of a batch, all at once, each for itself; answers which ones failed. Never throws. */
export async function takeBatch(deps: BatchDeps, records: readonly SQSRecord[]): Promise<SQSBatchResponse> {
  const results = await Promise.all(records.map((record) => isTaken(deps, record)));
  const failed = records.filter((_, index) => !results[index]);
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

async function isTaken(deps: BatchDeps, record: SQSRecord): Promise<boolean> {
  try {
    await deps.take(record.body);
    return true;
  } catch (error) {
    const tries = Number(record.attributes.ApproximateReceiveCount);
    const seconds =
      error instanceof PermanentFailure ? permanentFailureDelay : retryDelaySeconds(tries, deps.random);
    deps.telemetry.error(
      'message failed',
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
