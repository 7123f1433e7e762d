import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { jsonQueue, postponeMessage, workQueue } from '../../../lambda/aws/work-queue';
import { jsonText } from '../../../lambda/kit/json-text';

const sqs = mockClient(SQSClient);
const url = 'https://sqs.eu-central-1.amazonaws.com/111111111111/queue';
const queue = workQueue<{ readonly version: 1 }>(new SQSClient({ region: 'eu-central-1' }), url);

beforeEach(() => {
  sqs.reset();
  sqs.on(SendMessageCommand).resolves({ MessageId: 'm-1' });
});

test('a message is sent as JSON, with the queue’s own delay', async () => {
  await queue.send({ version: 1 });

  expect(sqs.commandCalls(SendMessageCommand)[0]?.args[0].input).toEqual({
    QueueUrl: url,
    MessageBody: '{"version":1}',
  });
});

test('a message that is JSON already is sent as it is', async () => {
  await jsonQueue<string>(new SQSClient({ region: 'eu-central-1' }), url).send(jsonText('“text”'));

  expect(sqs.commandCalls(SendMessageCommand)[0]?.args[0].input).toMatchObject({ MessageBody: '"“text”"' });
});

test.each([0, 900])('a message is sent with a delay of %i s', async (delaySeconds) => {
  await queue.send({ version: 1 }, { delaySeconds });

  expect(sqs.commandCalls(SendMessageCommand)[0]?.args[0].input).toMatchObject({
    DelaySeconds: delaySeconds,
  });
});

test('a sender may set a time limit', async () => {
  const { signal } = new AbortController();

  await queue.send({ version: 1 }, { signal });

  expect(sqs.commandCalls(SendMessageCommand)[0]?.args).toEqual([expect.anything(), { abortSignal: signal }]);
});

test('fails when SQS fails', async () => {
  sqs.on(SendMessageCommand).rejects(new TypeError('socket hang up'));

  await expect(queue.send({ version: 1 })).rejects.toThrow(TypeError);
});

test('a message becomes visible again after the delay', async () => {
  sqs.on(ChangeMessageVisibilityCommand).resolves({});

  await postponeMessage(new SQSClient({ region: 'eu-central-1' }))(url, 'receipt', 30);

  expect(sqs.commandCalls(ChangeMessageVisibilityCommand)[0]?.args[0].input).toEqual({
    QueueUrl: url,
    ReceiptHandle: 'receipt',
    VisibilityTimeout: 30,
  });
});
