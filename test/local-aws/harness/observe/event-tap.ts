import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import type { SigningEvent } from '../../../../lambda/contracts/signing-event';
import type { AwsClients } from '../emulator/aws-clients';
import { lastLogLines } from './stack-logs';
import { waitFor, WaitTimedOut } from './wait-for';

/** An event as it arrived in the queue that a rule of the bus has as its target. */
export interface TappedEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: SigningEvent;
}

/** A queue that gets every signing event, as any consumer's would. */
export interface EventTap {
  readonly queueUrl: string;
  /** Everything that has come until now. */
  readonly read: () => Promise<readonly TappedEvent[]>;
  /** Waits until `enough` says so of all that has come. Throws `WaitTimedOut`, with what came and what the functions said. */
  readonly until: (
    enough: (events: readonly TappedEvent[]) => boolean,
    waiting: { readonly what: string; readonly seconds?: number; readonly signal?: AbortSignal },
  ) => Promise<readonly TappedEvent[]>;
}

/** Makes a queue and a rule on the bus that sends it all signing events. */
export async function tapEvents(clients: AwsClients, busName: string): Promise<EventTap> {
  const { sqs, events } = clients;
  const name = `tap-${randomUUID()}`;
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const attributes = { QueueUrl, AttributeNames: ['QueueArn' as const] };
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand(attributes));
  const pattern = JSON.stringify({ source: [{ prefix: 'esign.' }] });
  await events.send(new PutRuleCommand({ Name: name, EventBusName: busName, EventPattern: pattern }));
  const targets = [{ Id: 'tap', Arn: Attributes?.['QueueArn'] ?? '' }];
  await events.send(new PutTargetsCommand({ Rule: name, EventBusName: busName, Targets: targets }));

  const heard: TappedEvent[] = [];
  const read = async () => {
    for (;;) {
      const arrived = await receiveAndDelete({ sqs }, QueueUrl);
      if (arrived.length === 0) return [...heard];
      heard.push(...arrived.map((body) => JSON.parse(body) as TappedEvent));
    }
  };
  const until: EventTap['until'] = async (enough, { what, seconds = 30, signal }) => {
    const look = () => read().then((all) => enough(all) && all);
    try {
      return await waitFor(look, { what, seconds, ...(signal ? { signal } : {}) });
    } catch (error) {
      if (!(error instanceof WaitTimedOut)) throw error;
      const types = heard.map((event) => event['detail-type']).join(', ');
      throw new WaitTimedOut(
        `${error.message}; heard: ${types || 'nothing'}. The functions' last log lines:\n${await lastLogLines(clients)}`,
      );
    }
  };
  return { queueUrl: QueueUrl, read, until };
}

/** Takes up to ten messages out of a queue and gives their bodies. */
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
