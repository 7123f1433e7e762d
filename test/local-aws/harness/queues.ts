import { GetQueueAttributesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { AwsClients } from './aws-clients';
import type { SampleStack } from './sample-stack';
import { waitFor } from './wait-for';

/** How many messages a queue holds: to be had, being worked on, and put off. */
export async function messagesIn({ sqs }: Pick<AwsClients, 'sqs'>, QueueUrl: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  const counts = ['', 'NotVisible', 'Delayed'].map((kind) =>
    Number(Attributes[`ApproximateNumberOfMessages${kind}` as keyof typeof Attributes] ?? 0),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** How many messages the stack has left to work off, in its intake and archive queues. */
export async function messagesAtWork(clients: Pick<AwsClients, 'sqs'>, stack: SampleStack): Promise<number> {
  const work = stack.queueUrls.filter((url) => !url.includes('DeadLetter'));
  const counts = await Promise.all(work.map((url) => messagesIn(clients, url)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Waits until the stack has nothing left to do: no message in its intake and archive queues. */
export async function untilIdle(
  clients: AwsClients,
  stack: SampleStack,
  { seconds = 30, signal }: { readonly seconds?: number; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const idle = async () => (await messagesAtWork(clients, stack)) === 0;
  await waitFor(idle, { what: 'empty intake and archive queues', seconds, ...(signal ? { signal } : {}) });
}

/** Makes SQS deliver again what a dead consumer has taken, after this many seconds. */
export async function setVisibilityTimeout(
  { sqs }: Pick<AwsClients, 'sqs'>,
  QueueUrl: string,
  seconds: number,
): Promise<void> {
  await sqs.send(
    new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: String(seconds) } }),
  );
}

/** Makes SQS move a message to the dead-letter queue after this many tries; the product has it tried for hours. */
export async function setMaxReceiveCount(
  { sqs }: Pick<AwsClients, 'sqs'>,
  QueueUrl: string,
  maxReceiveCount: number,
): Promise<void> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedrivePolicy'] }),
  );
  const policy = JSON.parse(Attributes?.RedrivePolicy ?? '{}') as object;
  const RedrivePolicy = JSON.stringify({ ...policy, maxReceiveCount });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }));
}
