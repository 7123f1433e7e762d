import type { SQSClient } from '@aws-sdk/client-sqs';
import { createHash } from 'node:crypto';
import { agedJob, withShortWaits } from './short-waits';
import { recognizeCall } from './recognize-call';
import type { ForwardedRequest } from './forward-request';

it('makes a job older: moves the moments back that it waits for and since', () => {
  const job = {
    version: 1,
    firstSeenAt: '2026-11-21T10:00:00.000Z',
    notBefore: '2026-11-21T10:30:00.000Z',
    confirmedAt: '2026-11-21T10:15:00.000Z',
    damaged: [{ name: 'executed.pdf', dueAt: '2026-11-21T10:30:00.000Z' }],
  };

  expect(JSON.parse(agedJob(JSON.stringify(job), 899))).toEqual({
    ...job,
    notBefore: '2026-11-21T10:15:01.000Z',
    confirmedAt: '2026-11-21T10:00:01.000Z',
    damaged: [{ name: 'executed.pdf', dueAt: '2026-11-21T10:15:01.000Z' }],
  });
});

const QueueUrl = 'https://sqs.eu-central-1.amazonaws.com/000000000000/Jobs';

async function pass(operation: string, input: object) {
  const sent: object[] = [];
  const sqs = {
    send: ({ input: one }: { readonly input: object }) => {
      sent.push(one);
      return Promise.resolve({ MessageId: 'one', MD5OfMessageBody: 'of another body' });
    },
  } as unknown as SQSClient;
  let forwarded = 0;
  const forward = () => {
    forwarded++;
    return Promise.resolve({ status: 200, headers: [], body: Buffer.from('{}') });
  };
  const request: ForwardedRequest = {
    method: 'POST',
    path: '/',
    headers: { 'x-amz-target': `AmazonSQS.${operation}` },
    rawHeaders: [],
    body: Buffer.from(JSON.stringify({ QueueUrl, ...input })),
  };
  const answer = await withShortWaits({ sqs })(forward)(recognizeCall('archive', request), request);
  return { sent, forwarded, answer: JSON.parse(answer.body.toString()) as object };
}

it('sends a delayed message with a delay of a second, and answers with the digest of the original', async () => {
  const MessageBody = '{"version":1}';

  const { sent, forwarded, answer } = await pass('SendMessage', { MessageBody, DelaySeconds: 900 });

  expect(sent).toEqual([{ QueueUrl, MessageBody, DelaySeconds: 1 }]);
  expect(forwarded).toBe(0);
  const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
  expect(answer).toEqual({ MessageId: 'one', MD5OfMessageBody });
});

it('makes a message visible after a second if its visibility time-out was longer', async () => {
  const { sent, forwarded } = await pass('ChangeMessageVisibility', {
    ReceiptHandle: 'handle',
    VisibilityTimeout: 450,
  });

  expect(sent).toEqual([{ QueueUrl, ReceiptHandle: 'handle', VisibilityTimeout: 1 }]);
  expect(forwarded).toBe(1);
});

it('changes nothing else', async () => {
  const { sent, forwarded } = await pass('SendMessage', { MessageBody: '{}' });

  expect(sent).toEqual([]);
  expect(forwarded).toBe(1);
});
