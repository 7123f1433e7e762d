import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Makes SQS deliver a received message again after the delay, instead of after the queue's visibility timeout. */
export type PostponeMessage = (
  queueUrl: string,
  receiptHandle: string,
  delaySeconds: number,
) => Promise<void>;

/** Makes a `PostponeMessage` with that client. */
export function postponeMessage(client: SQSClient): PostponeMessage {
  return async (queueUrl, receiptHandle, delaySeconds) => {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: delaySeconds,
      }),
    );
  };
}
