import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type Message,
  type MessageAttributeValue,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { firstSenderAttribute } from '../../lambda/contracts/intake-message';
import { CommandFailure } from '../command-failure';
import type { NewMessage, OpenQueue, QueueCounts, QueuedMessage } from '../queues/queue';
import { failing } from './aws-failure';

/** From one second on, SQS asks all of its servers: an empty answer then means an empty queue. */
const waitSeconds = 1;
/** The maximum number of messages that SQS accepts or returns in one call. */
const batchSize = 10;

/** Opens SQS queues. */
export function sqsQueues(client: SQSClient): OpenQueue {
  return (QueueUrl) => ({
    count: () => count(client, QueueUrl),
    receive: (hiddenSeconds) => receive(client, QueueUrl, hiddenSeconds),
    release: (messages) =>
      inBatches(messages, async (Entries) => {
        const entries = Entries.map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
        // Failed entries are ignored: those messages are visible again already.
        await client
          .send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: entries }))
          .catch(failing(client, `release messages of ${QueueUrl}`, 'sqs:ChangeMessageVisibility'));
      }),
    send: (message) => send(client, QueueUrl, message),
    remove: (messages) =>
      inBatches(messages, async (Entries) => {
        const { Failed = [] } = await client
          .send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
          .catch(failing(client, `delete messages of ${QueueUrl}`, 'sqs:DeleteMessage'));
        if (Failed.length > 0) {
          throw new CommandFailure(
            `${Failed.length} messages were moved, but SQS did not delete them from the dead-letter queue. Run the command again: they are then processed twice, which does no harm.`,
          );
        }
      }),
  });
}

async function count(client: SQSClient, QueueUrl: string): Promise<QueueCounts> {
  const { Attributes = {} } = await client
    .send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))
    .catch(failing(client, `count the messages of ${QueueUrl}`, 'sqs:GetQueueAttributes'));
  const visible = Number(Attributes.ApproximateNumberOfMessages ?? 0);
  const hidden = Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0);
  const delayed = Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0);
  const retentionMs = Number(Attributes.MessageRetentionPeriod ?? 0) * 1_000;
  return { total: visible + hidden + delayed, hidden, delayed, retentionMs };
}

async function receive(
  client: SQSClient,
  QueueUrl: string,
  VisibilityTimeout: number,
): Promise<readonly QueuedMessage[]> {
  const { Messages = [] } = await client
    .send(
      new ReceiveMessageCommand({
        QueueUrl,
        VisibilityTimeout,
        MaxNumberOfMessages: batchSize,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['SentTimestamp', 'SenderId'],
        MessageAttributeNames: ['All'],
      }),
    )
    .catch(failing(client, `read messages of ${QueueUrl}`, 'sqs:ReceiveMessage'));
  return Messages.map(queuedMessage);
}

function queuedMessage(message: Message): QueuedMessage {
  const { MessageId = '', Body = '', ReceiptHandle = '', MessageAttributes = {}, Attributes } = message;
  return {
    id: MessageId,
    body: Body,
    attributes: { ...firstSender(Attributes?.SenderId), ...MessageAttributes },
    sentAt: Number(Attributes?.SentTimestamp ?? 0),
    receiptHandle: ReceiptHandle,
  };
}

/**
 * Keeps the sender of a message for a copy of it: the copy's own sender is the operator. The publisher refuses what a
 * verifier's role sent for another endpoint, also after a redrive.
 */
function firstSender(senderId: string | undefined): Readonly<Record<string, MessageAttributeValue>> {
  if (!senderId) return {};
  return { [firstSenderAttribute]: { DataType: 'String', StringValue: senderId } };
}

async function send(
  client: SQSClient,
  QueueUrl: string,
  { body, attributes, groupId, deduplicationId }: NewMessage,
): Promise<{ id: string }> {
  const MessageAttributes = attributes as Record<string, MessageAttributeValue>;
  const { MessageId = '' } = await client
    .send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: body,
        MessageAttributes,
        MessageGroupId: groupId,
        MessageDeduplicationId: deduplicationId,
      }),
    )
    .catch(failing(client, `send messages to ${QueueUrl}`, 'sqs:SendMessage'));
  return { id: MessageId };
}

interface Entry {
  readonly Id: string;
  readonly ReceiptHandle: string;
}

async function inBatches(
  messages: readonly QueuedMessage[],
  handle: (entries: Entry[]) => Promise<void>,
): Promise<void> {
  for (let first = 0; first < messages.length; first += batchSize) {
    const some = messages.slice(first, first + batchSize);
    await handle(
      some.map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle })),
    );
  }
}
