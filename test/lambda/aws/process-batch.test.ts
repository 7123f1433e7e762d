import type { SQSRecord } from 'aws-lambda';
import { processBatch, type BatchDeps, type ReceivedMessage } from '../../../lambda/aws/process-batch';
import { describeError } from '../../../lambda/aws/describe-error';
import { PermanentFailure } from '../../../lambda/kit/permanent-failure';
import { capturedTelemetry } from '../captured-telemetry';

const record = (messageId: string, body = messageId, receiveCount = 1) =>
  ({
    messageId,
    body,
    receiptHandle: `receipt of ${messageId}`,
    attributes: { ApproximateReceiveCount: String(receiveCount) },
  }) as SQSRecord;

/** Handles each message, except those with a given failure. */
function batchWorld(failures: Readonly<Record<string, Error>> = {}) {
  const { telemetry, lines } = capturedTelemetry();
  const handled: string[] = [];
  const postponed: [string, number][] = [];
  const deps: BatchDeps = {
    handleMessage: async ({ text }) => {
      await Promise.resolve();
      if (failures[text]) throw failures[text];
      handled.push(text);
    },
    postpone: async (receipt, seconds) => {
      await Promise.resolve();
      postponed.push([receipt, seconds]);
    },
    telemetry,
    random: () => 1,
  };
  return { deps, handled, postponed, lines };
}

test('a batch without failures answers an empty list', async () => {
  const { deps, handled, postponed } = batchWorld();

  const answer = await processBatch(deps, [record('a'), record('b')]);

  expect(answer).toEqual({ batchItemFailures: [] });
  expect([handled, postponed]).toEqual([['a', 'b'], []]);
});

test('one failed message does not delay its batch', async () => {
  const { deps, handled } = batchWorld({ bad: new Error('down') });

  const answer = await processBatch(deps, [record('a'), record('bad'), record('c')]);

  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] });
  expect(handled).toEqual(['a', 'c']);
});

test('a batch of failures does not throw', async () => {
  const { deps } = batchWorld({ a: new Error('down'), b: new Error('down') });

  const answer = await processBatch(deps, [record('a'), record('b')]);

  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'b' }] });
});

test('messages are handled in parallel', async () => {
  const { deps } = batchWorld();
  let first: (() => void) | undefined;
  const handleMessage = ({ text }: ReceivedMessage) =>
    text === 'a' ? new Promise<void>((resolve) => (first = resolve)) : Promise.resolve(first?.());

  await expect(processBatch({ ...deps, handleMessage }, [record('a'), record('b')])).resolves.toEqual({
    batchItemFailures: [],
  });
});

test.each([
  [1, 15],
  [2, 30],
  [5, 240],
  [20, 900],
])('after %i receives a message is retried in at most %i s', async (tries, seconds) => {
  const { deps, postponed } = batchWorld({ bad: new Error('down') });

  await processBatch(deps, [record('bad', 'bad', tries)]);

  expect(postponed).toEqual([['receipt of bad', seconds]]);
});

test('a permanent failure is retried soon, however often it was received', async () => {
  const { deps, postponed } = batchWorld({ bad: new PermanentFailure('foreign-bucket') });

  await processBatch(deps, [record('bad', 'bad', 19)]);

  expect(postponed).toEqual([['receipt of bad', 15]]);
});

test('a failure is logged by name, without the texts of message and error', async () => {
  const failure = new PermanentFailure('foreign-bucket', { cause: new Error('canary') });
  const { deps, lines } = batchWorld({ canary: failure });

  await processBatch(deps, [record('m-1', 'canary', 3)]);

  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { message: 'message failed', messageId: 'm-1', tries: 3, retryInSeconds: 15, ...describeError(failure) },
  ]);
  expect(lines.join()).toContain('foreign-bucket');
  expect(lines.join()).not.toContain('canary');
});

test('a message that cannot be postponed is still a failed one, and delays no other', async () => {
  const { deps, handled, lines } = batchWorld({ bad: new Error('down') });
  const postpone = () => Promise.reject(new Error('receipt expired'));

  const answer = await processBatch({ ...deps, postpone }, [record('bad'), record('b')]);

  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] });
  expect(handled).toEqual(['b']);
  expect(lines.join()).toContain('message not postponed');
});

describe('a batch received repeatedly, which may have crashed the process', () => {
  /** The calls in their order, with growing random numbers. */
  function orderOf(records: readonly SQSRecord[]) {
    const order: string[] = [];
    let random = 0;
    const deps: BatchDeps = {
      ...batchWorld().deps,
      handleMessage: async ({ text }) => void order.push(`handle ${text}`),
      postpone: async (receipt, seconds) => void order.push(`${receipt} in ${seconds}`),
      random: () => random++ / 2,
    };
    return processBatch(deps, records).then((answer) => ({ order, answer }));
  }

  test('is postponed, each message by a different time, before any is handled', async () => {
    const { order, answer } = await orderOf([
      record('a', 'a', 3),
      record('b'),
      record('c', 'c', 4),
      record('d', 'd', 7),
    ]);

    expect(order).toEqual([
      'receipt of a in 60',
      'receipt of c in 120',
      'receipt of d in 180',
      'handle a',
      'handle b',
      'handle c',
      'handle d',
    ]);
    expect(answer).toEqual({ batchItemFailures: [] });
  });

  test.each([
    ['is received for the second time', [record('a', 'a', 2), record('b', 'b', 2)]],
    ['is one message', [record('a', 'a', 9)]],
  ])('is not postponed if it %s', async (_, records) => {
    const { order } = await orderOf(records);

    expect(order).toEqual(records.map(({ body }) => `handle ${body}`));
  });

  test('is handled even if it cannot be postponed', async () => {
    const { deps, handled } = batchWorld();
    const postpone = () => Promise.reject(new Error('receipt expired'));

    await processBatch({ ...deps, postpone }, [record('a', 'a', 3), record('b', 'b', 3)]);

    expect(handled).toEqual(['a', 'b']);
  });
});

/** Returns what the handler gets of one record. */
async function received(more: Partial<SQSRecord>): Promise<ReceivedMessage | undefined> {
  let got: ReceivedMessage | undefined;
  const handleMessage = async (message: ReceivedMessage) => void (got = message);

  await processBatch({ ...batchWorld().deps, handleMessage }, [{ ...record('a', 'a', 16), ...more }]);
  return got;
}

const attributes = { ...record('a', 'a', 16).attributes, SenderId: 'AROAIWPX5BD2BHG722MW4:verifier' };
const firstSender = (stringValue: string) => ({
  FirstSenderId: { stringValue, dataType: 'String', stringListValues: [], binaryListValues: [] } as never,
});

test('the handler of a message gets its text and its receive count', async () => {
  expect(await received({})).toEqual({ text: 'a', receiveCount: 16, senderIds: [] });
});

test('the handler gets the sender of a message, a role without its session', async () => {
  const ofUser = { ...attributes, SenderId: 'AIDACKCEVSQ6C2EXAMPLE' };

  expect(await received({ attributes })).toMatchObject({ senderIds: ['AROAIWPX5BD2BHG722MW4'] });
  expect(await received({ attributes: ofUser })).toMatchObject({ senderIds: ['AIDACKCEVSQ6C2EXAMPLE'] });
});

test('the handler also gets the first sender of a dead letter that was sent back', async () => {
  const messageAttributes = firstSender('AROAFIRST0000000000AA:another-verifier');

  expect(await received({ attributes, messageAttributes })).toMatchObject({
    senderIds: ['AROAIWPX5BD2BHG722MW4', 'AROAFIRST0000000000AA'],
  });
});
