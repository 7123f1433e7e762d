import type { SQSRecord } from 'aws-lambda';
import { processBatch, type BatchDeps } from '../../../lambda/aws/process-batch';
import { capturedTelemetry } from '../captured-telemetry';

/** The settings of the intake queue in `lib/internal/work-queue.ts` and `lib/internal/publisher.ts`; times in seconds. */
const intake = { visibilityTimeout: 360, batchSize: 10, maxReceiveCount: 20 } as const;

interface Waiting {
  readonly id: string;
  visibleAt: number;
  tries: number;
}

/** Drains a queue like SQS and Lambda, without waiting. A deadly message kills the process, and its batch fails with it. */
async function drainQueue(ids: readonly string[], isDeadly: (id: string) => boolean) {
  const random = dice();
  const waiting = new Map<string, Waiting>(ids.map((id) => [id, { id, visibleAt: 0, tries: 0 }]));
  const deadLetters: string[] = [];
  let deaths = 0;
  while (waiting.size > 0) {
    const now = Math.min(...[...waiting.values()].map(({ visibleAt }) => visibleAt));
    const received = [...waiting.values()]
      .filter(({ visibleAt }) => visibleAt <= now)
      .slice(0, intake.batchSize);
    for (const one of received) one.visibleAt = now + intake.visibilityTimeout;
    const batch = received.filter((one) => ++one.tries <= intake.maxReceiveCount);
    for (const { id } of received.filter((one) => !batch.includes(one))) {
      waiting.delete(id);
      deadLetters.push(id);
    }
    let isDead = false;
    const deps: BatchDeps = {
      handleMessage: async ({ text }) => void (isDead ||= isDeadly(text)),
      postpone: async (id, seconds) => {
        if (!isDead) waiting.get(id)!.visibleAt = now + seconds;
      },
      telemetry: capturedTelemetry().telemetry,
      random,
    };
    await processBatch(deps, batch.map(recordOf));
    if (isDead) deaths++;
    else for (const { id } of batch) waiting.delete(id);
  }
  return { deadLetters, deaths };
}

function recordOf({ id, tries }: Waiting): SQSRecord {
  const attributes = { ApproximateReceiveCount: String(tries) };
  return { messageId: id, body: id, receiptHandle: id, attributes } as SQSRecord;
}

/** Repeatable pseudo-random numbers. */
function dice(): () => number {
  let state = 4711;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
}

test('a message that kills the process becomes the only dead letter of its batch', async () => {
  const ids = Array.from({ length: 30 }, (_, index) => `message ${index}`);

  const { deadLetters, deaths } = await drainQueue(ids, (id) => id === 'message 3');

  expect(deadLetters).toEqual(['message 3']);
  expect(deaths).toBe(intake.maxReceiveCount);
});

test('several such messages are the only dead letters', async () => {
  const ids = Array.from({ length: 40 }, (_, index) => `message ${index}`);
  const deadly = new Set(['message 0', 'message 9', 'message 15', 'message 39']);

  const { deadLetters } = await drainQueue(ids, (id) => deadly.has(id));

  expect(new Set(deadLetters)).toEqual(deadly);
});
