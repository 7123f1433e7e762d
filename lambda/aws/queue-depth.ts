import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Makes a function that counts the messages of a queue: those that wait, are delayed, or are being handled. Approximate. */
export function queueDepth(client: SQSClient): (queueUrl: string) => Promise<number> {
  return async (queueUrl) => {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...countNames] }),
    );
    return countNames.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
  };
}

const countNames = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
] as const;
