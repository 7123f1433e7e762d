import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { CommandFailure } from '../command-failure';
import type { InvokeFunction, PutEvent } from '../replay/consumer';
import { failing } from './aws-failure';

/** Invokes functions, and waits for their end. Nothing of an answer is shown: it may quote the event. */
export function functionInvoker(client: LambdaClient): InvokeFunction {
  return async (FunctionName, Payload) => {
    const { FunctionError } = await client
      .send(new InvokeCommand({ FunctionName, InvocationType: 'RequestResponse', Payload }))
      .catch(failing(client, `invoke ${FunctionName}`, 'lambda:InvokeFunction'));
    if (FunctionError === undefined) return;
    throw new CommandFailure(`The function ${FunctionName} failed: its log says why.`);
  };
}

/** Puts replayed events on a bus. */
export function replayedEventPutter(client: EventBridgeClient): PutEvent {
  return async (bus, { event, source, detail }) => {
    const entry = { EventBusName: bus, Source: source, DetailType: event.type, Detail: detail };
    const { FailedEntryCount, Entries } = await client
      .send(new PutEventsCommand({ Entries: [entry] }))
      .catch(failing(client, `put an event on the bus ${bus}`, 'events:PutEvents'));
    if (!FailedEntryCount) return;
    throw new CommandFailure(
      `The bus ${bus} did not take an event (${Entries?.[0]?.ErrorCode ?? 'unknown'}).`,
    );
  };
}
