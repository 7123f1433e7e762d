import { GetQueueAttributesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { AwsClients } from '../emulator/aws-clients';
import type { SampleStack } from '../sample/sample-stack';
import { waitFor, WaitTimedOut } from './wait-for';

/** How many messages a queue holds: to be had, being worked on, and put off. */
export async function messagesIn(clients: Pick<AwsClients, 'sqs'>, QueueUrl: string): Promise<number> {
  const { free, taken, delayed } = await countsOf(clients, QueueUrl);
  return free + taken + delayed;
}

async function countsOf({ sqs }: Pick<AwsClients, 'sqs'>, QueueUrl: string) {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  const count = (kind: '' | 'NotVisible' | 'Delayed') =>
    Number(Attributes[`ApproximateNumberOfMessages${kind}`] ?? 0);
  return { free: count(''), taken: count('NotVisible'), delayed: count('Delayed') };
}

/** How long to wait for an idle stack, and who is told how much is left. */
export interface IdleOptions {
  /** 30 unless told. */
  readonly seconds?: number;
  /** Milliseconds between two looks. */
  readonly every?: number;
  readonly onLook?: (messagesLeft: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Waits until the stack has nothing left to do: no message in its intake and archive queues. Throws `WaitTimedOut`, with
 * what is left in which queue.
 */
export async function untilIdle(
  clients: Pick<AwsClients, 'sqs'>,
  { queueUrls }: Pick<SampleStack, 'queueUrls'>,
  { onLook = () => undefined, seconds = 30, ...waiting }: IdleOptions = {},
): Promise<void> {
  const work = queueUrls.filter((url) => !url.includes('DeadLetter'));
  const isIdle = async () => {
    const counts = await Promise.all(work.map((url) => messagesIn(clients, url)));
    const left = counts.reduce((sum, count) => sum + count, 0);
    onLook(left);
    return left === 0;
  };
  try {
    await waitFor(isIdle, { what: 'empty intake and archive queues', seconds, ...waiting });
  } catch (error) {
    if (!(error instanceof WaitTimedOut)) throw error;
    throw new WaitTimedOut(`${error.message}:${await whatIsLeft(clients, work)}`);
  }
}

async function whatIsLeft(clients: Pick<AwsClients, 'sqs'>, urls: readonly string[]): Promise<string> {
  const lines = urls.map(async (url) => {
    const { free, taken, delayed } = await countsOf(clients, url);
    return `\n${url.split('/').at(-1)}: ${free} to be had, ${taken} taken, ${delayed} delayed`;
  });
  return (await Promise.all(lines)).join('');
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
