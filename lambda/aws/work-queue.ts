import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** A queue that we send JSON messages to. */
export interface WorkQueue<Message> {
  /** Safe to repeat only as far as the message is: an answer that was lost leaves two of them. */
  readonly send: (
    message: Message,
    options?: { readonly delaySeconds?: number; readonly signal?: AbortSignal },
  ) => Promise<void>;
}

/** The queue at that URL. */
export function workQueue<Message>(client: SQSClient, queueUrl: string): WorkQueue<Message> {
  return {
    async send(message, { delaySeconds, signal } = {}) {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(message),
        ...(delaySeconds === undefined ? {} : { DelaySeconds: delaySeconds }),
      });
      await client.send(command, signal ? { abortSignal: signal } : {});
    },
  };
}
