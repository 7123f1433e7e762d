import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { firstSenderAttribute } from '../contracts/intake-message';
import { logMessages } from '../contracts/log-messages';
import { PermanentFailure } from '../kit/permanent-failure';
import { retryDelaySeconds } from '../kit/retry-delay';
import type { Telemetry } from '../kit/telemetry';

/** A message of a queue, as its handler gets it. */
export interface ReceivedMessage {
  readonly text: string;
  /** The number of receives, with this one. */
  readonly receiveCount: number;
  /**
   * The unique ids of the roles and users that sent it: `AROA…` of a role, without the session. There are two if an
   * operator's command has sent a dead letter back: then the second one is the first sender.
   */
  readonly senderIds: readonly string[];
}

/** The dependencies of `processBatch`. */
export interface BatchDeps {
  /** Throws if the message failed. */
  readonly handleMessage: (message: ReceivedMessage) => Promise<void>;
  readonly postpone: (receiptHandle: string, delaySeconds: number) => Promise<void>;
  readonly telemetry: Telemetry;
  /** Returns a number from 0 to 1, like `Math.random`. */
  readonly random: () => number;
}

/**
 * The retry delay after a permanent failure. It is short, because the message belongs in the dead-letter queue. It is not
 * zero, because the message may be of a newer version whose consumer is being deployed.
 */
const permanentFailureDelaySeconds = 15;

/**
 * A message may crash the process, for example by using up its memory. Then its whole batch is delivered again together,
 * and all of its messages end as dead letters. So from the third receive on, the messages of a batch are postponed by
 * different times before they are handled, and the message that crashes is then alone. The delays are longer than a run.
 */
const isolation = { minReceiveCount: 3, minSeconds: 60, maxSeconds: 180 } as const;

/**
 * Handles the messages of a batch in parallel, and answers which of them failed. Never throws.
 *
 * @example
 * export const handler = (event: SQSEvent) =>
 *   processBatch({ handleMessage, postpone, telemetry, random: Math.random }, event.Records);
 */
export async function processBatch(
  deps: BatchDeps,
  records: readonly SQSRecord[],
): Promise<SQSBatchResponse> {
  await isolateRepeaters(deps, records);
  const results = await Promise.all(records.map((record) => handleRecord(deps, record)));
  const failed = records.filter((_, index) => !results[index]);
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

async function isolateRepeaters(deps: BatchDeps, records: readonly SQSRecord[]): Promise<void> {
  if (records.length === 1) return;
  const { minReceiveCount, minSeconds, maxSeconds } = isolation;
  const delaySeconds = () => Math.ceil(minSeconds + (maxSeconds - minSeconds) * deps.random());
  const repeaters = records.filter((record) => receiveCount(record) >= minReceiveCount);
  await Promise.all(repeaters.map((record) => postpone(deps, record, delaySeconds())));
}

function receiveCount({ attributes }: SQSRecord): number {
  return Number(attributes.ApproximateReceiveCount);
}

/**
 * SQS takes the sender from the signature of the request, so a sender cannot choose it. A role has its session behind a
 * colon: `AROAIWPX5BD2BHG722MW4:my-function`. Anybody can choose the attribute. So it may only forbid, never allow.
 *
 * Source: the SDK's model of SQS, ReceiveMessage (`SenderId`), checked 2026-11-27: a user's id, or a role's id with the
 * session. It does not say how SQS finds the sender, and nobody tried it on a real account.
 */
function senderIds({ attributes, messageAttributes }: SQSRecord): readonly string[] {
  const senders = [attributes.SenderId, messageAttributes?.[firstSenderAttribute]?.stringValue];
  return senders.flatMap((sender) => sender?.split(':')[0] ?? []);
}

/** Handles one message, and postpones it if it failed. Returns whether it succeeded. */
async function handleRecord(deps: BatchDeps, record: SQSRecord): Promise<boolean> {
  const receives = receiveCount(record);
  try {
    await deps.handleMessage({ text: record.body, receiveCount: receives, senderIds: senderIds(record) });
    return true;
  } catch (error) {
    const retryInSeconds =
      error instanceof PermanentFailure
        ? permanentFailureDelaySeconds
        : retryDelaySeconds(receives, deps.random);
    const fields = { messageId: record.messageId, tries: receives, retryInSeconds };
    deps.telemetry.error(logMessages.messageFailed, fields, error);
    await postpone(deps, record, retryInSeconds);
    return false;
  }
}

/** Never throws. If it fails, the message is delivered again after the queue's visibility timeout. */
async function postpone(
  deps: BatchDeps,
  { messageId, receiptHandle }: SQSRecord,
  delaySeconds: number,
): Promise<void> {
  try {
    await deps.postpone(receiptHandle, delaySeconds);
  } catch (error) {
    deps.telemetry.warn('message not postponed', { messageId }, error);
  }
}
