import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { serverTime } from '../../../cli/aws/server-time';
import { queueUrl } from '../stack-of';

it.each([
  ['is a little different', 400, 0],
  ['is some seconds ahead', 3_000, 3_500],
  ['is some seconds behind', -3_000, -2_500],
  ['is far ahead', 60_000, 60_500],
])('corrects the local time by the clock of SQS, if that %s', async (_what, offset, corrected) => {
  const client = new SQSClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: {
      handle: () =>
        Promise.resolve({
          response: {
            statusCode: 200,
            headers: { date: new Date(1_000_000 + offset).toUTCString() },
            body: Buffer.from('{}'),
          },
        }),
    } as never,
  });
  const now = serverTime(client, () => 1_000_000);
  expect(now()).toBe(1_000_000);

  await client.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl('intake') })).catch(() => undefined);

  expect(now()).toBe(1_000_000 + corrected);
});
