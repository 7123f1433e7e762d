import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { parseSigningEvent } from '../../../../events';
import type { SigningEvent } from '../../../../lambda/contracts/signing-event';
import { defined } from '../../../../lambda/kit/defined';
import { closedEventSchema } from '../../../closed-event-schema';
import type { AwsClients } from '../emulator/aws-clients';
import { lastLogLines } from './stack-logs';
import { waitFor, WaitTimedOut } from './wait-for';

/** An event as a rule of the bus put it into the tap's queue. */
export interface TappedEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: SigningEvent;
}

/** A queue that gets every signing event, like the queue of any consumer. */
export interface EventTap {
  readonly queueUrl: string;
  /** Returns all events so far. */
  readonly read: () => Promise<readonly TappedEvent[]>;
  /**
   * Waits until `enough` is true of all events so far. Each event, and each request to a provider, is progress.
   *
   * @throws WaitTimedOut, with the events' types and the functions' last log lines
   */
  readonly until: (
    enough: (events: readonly TappedEvent[]) => boolean,
    waiting: { readonly what: string; readonly seconds?: number; readonly signal?: AbortSignal },
  ) => Promise<readonly TappedEvent[]>;
}

/**
 * Makes a queue and a rule on the bus that sends it all signing events, or those of a pattern.
 *
 * @param providerRequests how many requests the simulated providers have got so far
 */
export async function tapEvents(
  clients: AwsClients,
  busName: string,
  providerRequests: () => number,
  pattern: object = { source: [{ prefix: 'esign.' }] },
): Promise<EventTap> {
  const { sqs, events } = clients;
  const name = `tap-${randomUUID()}`;
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const attributes = { QueueUrl, AttributeNames: ['QueueArn' as const] };
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand(attributes));
  const EventPattern = JSON.stringify(pattern);
  await events.send(new PutRuleCommand({ Name: name, EventBusName: busName, EventPattern }));
  const targets = [{ Id: 'tap', Arn: Attributes?.['QueueArn'] ?? '' }];
  await events.send(new PutTargetsCommand({ Rule: name, EventBusName: busName, Targets: targets }));

  const received: TappedEvent[] = [];
  const read = async () => {
    for (;;) {
      const arrived = await receiveAndDelete({ sqs }, QueueUrl);
      if (arrived.length === 0) return [...received];
      received.push(...arrived.map(readEvent));
    }
  };
  const progress = () => received.length + providerRequests();
  const until: EventTap['until'] = async (enough, { what, seconds = 30, signal }) => {
    const look = () => read().then((all) => enough(all) && all);
    try {
      return await waitFor(look, defined({ what, seconds, progress, signal }));
    } catch (error) {
      if (!(error instanceof WaitTimedOut)) throw error;
      const types = received.map((event) => event['detail-type']).join(', ');
      throw new WaitTimedOut(
        `${error.message}; received: ${types || 'nothing'}. The functions' last log lines:\n${await lastLogLines(clients)}`,
      );
    }
  };
  return { queueUrl: QueueUrl, read, until };
}

/**
 * Reads an event as a consumer does, and holds it against the closed contract. A test may plant an event that is
 * none of ours.
 */
function readEvent(body: string): TappedEvent {
  const event = JSON.parse(body) as TappedEvent;
  if (event['detail-type'] === 'planted') return event;
  closedEventSchema.parse(parseSigningEvent(body));
  return event;
}

/** Takes all messages out of a queue and returns their bodies. */
export async function receiveAll(
  clients: Pick<AwsClients, 'sqs'>,
  queueUrl: string,
): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (;;) {
    const some = await receiveAndDelete(clients, queueUrl);
    if (some.length === 0) return bodies;
    bodies.push(...some);
  }
}

/** Takes up to ten messages out of a queue and returns their bodies. */
export async function receiveAndDelete(
  { sqs }: Pick<AwsClients, 'sqs'>,
  QueueUrl: string,
): Promise<readonly string[]> {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  if (Messages.length === 0) return [];
  const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  return Messages.map(({ Body = '' }) => Body);
}
