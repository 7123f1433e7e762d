import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { postponeMessage } from '../../../lambda/aws/postpone-message';

const sqs = mockClient(SQSClient);
const url = 'https://sqs.eu-central-1.amazonaws.com/111111111111/queue';

test('a message becomes visible again after the delay', async () => {
  sqs.on(ChangeMessageVisibilityCommand).resolves({});

  await postponeMessage(new SQSClient({ region: 'eu-central-1' }))(url, 'receipt', 30);

  expect(sqs.commandCalls(ChangeMessageVisibilityCommand)[0]?.args[0].input).toEqual({
    QueueUrl: url,
    ReceiptHandle: 'receipt',
    VisibilityTimeout: 30,
  });
});
