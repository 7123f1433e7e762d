import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** A queue for JSON messages. */
export interface WorkQueue<Message> {
  /** A repeated send can leave two messages, so handling them must be safe to repeat. */
  readonly send: (
    message: Message,
    options?: { readonly delaySeconds?: number; readonly signal?: AbortSignal },
  ) => Promise<void>;
}

/** Makes the `WorkQueue` of that URL. */
export function workQueue<Message>(client: SQSClient, queueUrl: string): WorkQueue<Message> {
  return {
    async send(message, { delaySeconds, signal } = {}) {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(message),
        DelaySeconds: delaySeconds,
      });
      await client.send(command, { abortSignal: signal });
    },
  };
}
