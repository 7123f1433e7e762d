import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { jsonText, type JsonText } from '../kit/json-text';

/** Options of a send. */
export interface SendOptions {
  readonly delaySeconds?: number;
  /** The group of a fair queue: a group with many or slow messages does not hold up another. */
  readonly groupId?: string;
  readonly signal?: AbortSignal;
}

/** A queue for messages of one type. */
export interface WorkQueue<Message> {
  /** A repeated send can leave two messages, so handling them must be safe to repeat. */
  readonly send: (message: Message, options?: SendOptions) => Promise<void>;
}

/** Makes the `WorkQueue` of that URL. */
export function workQueue<Message>(client: SQSClient, queueUrl: string): WorkQueue<Message> {
  const queue = jsonQueue<Message>(client, queueUrl);
  return { send: (message, options) => queue.send(jsonText(message), options) };
}

/** Makes the `WorkQueue` of that URL for messages that are JSON already: a large one is not written twice. */
export function jsonQueue<Message>(client: SQSClient, queueUrl: string): WorkQueue<JsonText<Message>> {
  return {
    async send(json, { delaySeconds, groupId, signal } = {}) {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: json,
        DelaySeconds: delaySeconds,
        MessageGroupId: groupId,
      });
      await client.send(command, { abortSignal: signal });
    },
  };
}

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

/** Returns the URL of a queue of the same account and region as another queue. */
export function siblingQueueUrl(queueUrl: string, name: string): string {
  return queueUrl.replace(/[^/]+$/, name);
}
