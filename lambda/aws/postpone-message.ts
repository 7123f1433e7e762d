import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Makes a message that is being worked on come again after so many seconds, and not after the queue's own time-out. */
export type PostponeMessage = (queueUrl: string, receiptHandle: string, seconds: number) => Promise<void>;

/** With that client, on any queue that it may change. */
export function postponeMessage(client: SQSClient): PostponeMessage {
  return async (queueUrl, receiptHandle, seconds) => {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  };
}
