import { GetQueueAttributesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { AwsClients } from '../emulator/aws-clients';
import type { SampleStack } from '../sample/sample-stack';
import { waitFor, WaitTimedOut, type WaitOptions } from './wait-for';

/** Counts the messages of a queue: visible, in flight and delayed. */
export async function messagesIn(clients: Pick<AwsClients, 'sqs'>, QueueUrl: string): Promise<number> {
  return total(await readCounts(clients, QueueUrl));
}

interface QueueCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

async function readCounts({ sqs }: Pick<AwsClients, 'sqs'>, QueueUrl: string): Promise<QueueCounts> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  const count = (kind: '' | 'NotVisible' | 'Delayed') =>
    Number(Attributes[`ApproximateNumberOfMessages${kind}`] ?? 0);
  return { visible: count(''), inFlight: count('NotVisible'), delayed: count('Delayed') };
}

const total = ({ visible, inFlight, delayed }: QueueCounts) => visible + inFlight + delayed;

/** How long to wait for an idle stack, and who gets the number of messages that are left. */
export interface IdleOptions extends Pick<WaitOptions, 'everyMs' | 'signal'> {
  /**
   * The longest time in which no count of a queue changes.
   *
   * @default 30
   */
  readonly seconds?: number;
  readonly onLook?: (messagesLeft: number) => void;
}

/**
 * Waits until the intake queue and the archive queues are empty.
 *
 * @throws WaitTimedOut, with what is left in which queue
 */
export async function untilIdle(
  clients: Pick<AwsClients, 'sqs'>,
  { queueUrls }: Pick<SampleStack, 'queueUrls'>,
  { onLook = () => undefined, seconds = 30, ...options }: IdleOptions = {},
): Promise<void> {
  const work = queueUrls.filter((url) => !url.includes('DeadLetter'));
  let counts: readonly QueueCounts[] = [];
  const isIdle = async () => {
    counts = await Promise.all(work.map((url) => readCounts(clients, url)));
    const left = counts.reduce((sum, one) => sum + total(one), 0);
    onLook(left);
    return left === 0;
  };
  const progress = () => JSON.stringify(counts);
  try {
    await waitFor(isIdle, { what: 'empty intake and archive queues', seconds, progress, ...options });
  } catch (error) {
    if (!(error instanceof WaitTimedOut)) throw error;
    const left = counts.map(
      ({ visible, inFlight, delayed }, index) =>
        `\n${work[index]?.split('/').at(-1)}: ${visible} visible, ${inFlight} in flight, ${delayed} delayed`,
    );
    throw new WaitTimedOut(`${error.message}:${left.join('')}`);
  }
}

/** Makes SQS deliver a message again this many seconds after its consumer died. */
export async function setVisibilityTimeout(
  { sqs }: Pick<AwsClients, 'sqs'>,
  QueueUrl: string,
  seconds: number,
): Promise<void> {
  await sqs.send(
    new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: String(seconds) } }),
  );
}

/** Makes SQS move a message to the dead-letter queue after this many receives. The product's own number takes hours. */
export async function setMaxReceiveCount(
  { sqs }: Pick<AwsClients, 'sqs'>,
  QueueUrl: string,
  maxReceiveCount: number,
): Promise<void> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedrivePolicy'] }),
  );
  // A queue without a dead-letter queue has no number.
  if (Attributes?.RedrivePolicy === undefined) return;
  const policy = JSON.parse(Attributes.RedrivePolicy) as object;
  const RedrivePolicy = JSON.stringify({ ...policy, maxReceiveCount });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }));
}
