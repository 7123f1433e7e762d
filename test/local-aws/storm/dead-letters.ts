import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { AwsClients } from '../harness/aws-clients';
import { httpsRequest } from '../harness/https-request';
import type { RunningSample } from '../harness/launch-sample';

/** A message that was given up. */
export interface DeadMessage {
  /** The dead-letter queue's name. */
  readonly queue: string;
  readonly text: string;
}

/** The emulator's own view of its queues: by account, region and queue's URL. */
const messagesSchema = z.object({
  messages: z.record(
    z.string(),
    z.record(z.string(), z.record(z.string(), z.array(z.object({ Body: z.string() })))),
  ),
});

const isDeadLetterQueue = (url: string) => url.includes('DeadLetter');

/** Looks at what lies in the dead-letter queues, without taking it out. */
export async function peekDeadLetters({
  emulator: { endpoint, ca },
}: Pick<RunningSample, 'emulator'>): Promise<readonly DeadMessage[]> {
  const { body } = await httpsRequest(`${endpoint}/_ministack/sqs/messages`, { ca });
  const { messages } = messagesSchema.parse(JSON.parse(body.toString()));
  const queues = Object.values(messages).flatMap(Object.values<Record<string, { Body: string }[]>>);
  return queues
    .flatMap((byUrl) => Object.entries(byUrl))
    .filter(([url]) => isDeadLetterQueue(url))
    .flatMap(([url, letters]) =>
      letters.map(({ Body: text }) => ({ queue: url.split('/').at(-1) ?? '', text })),
    );
}

/** Moves every message of every dead-letter queue back to where it came from, and gives how many there were. */
export async function redriveAll({
  clients,
  stack,
}: Pick<RunningSample, 'clients' | 'stack'>): Promise<number> {
  let moved = 0;
  for (const url of stack.queueUrls.filter((one) => !isDeadLetterQueue(one))) {
    const deadLetters = await deadLetterQueueOf(clients, url, stack.queueUrls);
    if (deadLetters) moved += await moveMessages(clients, deadLetters, url);
  }
  return moved;
}

async function deadLetterQueueOf(
  { sqs }: Pick<AwsClients, 'sqs'>,
  QueueUrl: string,
  urls: readonly string[],
): Promise<string | undefined> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedrivePolicy'] }),
  );
  const { deadLetterTargetArn = '' } = JSON.parse(Attributes?.RedrivePolicy ?? '{}') as {
    readonly deadLetterTargetArn?: string;
  };
  return urls.find((url) => url.split('/').at(-1) === deadLetterTargetArn.split(':').at(-1));
}

/** Each is sent before it is deleted: dying in between leaves two, and two do no harm. */
async function moveMessages({ sqs }: Pick<AwsClients, 'sqs'>, from: string, to: string): Promise<number> {
  for (let moved = 0; ;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: from, MaxNumberOfMessages: 10, VisibilityTimeout: 60 }),
    );
    if (Messages.length === 0) return moved;
    for (const { Body, ReceiptHandle } of Messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: to, MessageBody: Body }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
      moved++;
    }
  }
}
