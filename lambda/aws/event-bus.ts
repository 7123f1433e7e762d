import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SigningEvent } from '../contracts/signing-event';
import { signingEventSchema } from '../contracts/signing-event';
import { eventDetail } from './event-detail';

/** EventBridge answered 200 and took the event all the same not: `code` says why. */
export class EventNotTaken extends Error {
  override readonly name = 'EventNotTaken';

  constructor(readonly code: string) {
    super(`EventBridge did not take the event: ${code}`);
  }
}

/** Where signing events go. */
export interface EventBus {
  /**
   * Puts one event on the bus, without what has no room in it. Safe to repeat: the event carries its own id. Throws when it
   * is not taken.
   */
  readonly publish: (event: SigningEvent) => Promise<void>;
}

/** The bus of that name. */
export function eventBus(client: Pick<EventBridgeClient, 'send'>, busName: string): EventBus {
  return {
    async publish(event) {
      const detail = signingEventSchema.parse(event);
      const answer = await (client as EventBridgeClient).send(
        new PutEventsCommand({
          Entries: [
            {
              EventBusName: busName,
              Source: `esign.${detail.provider}`,
              DetailType: detail.type,
              Detail: eventDetail(detail),
            },
          ],
        }),
      );
      if (answer.FailedEntryCount !== 0) throw new EventNotTaken(answer.Entries?.[0]?.ErrorCode ?? 'unknown');
    },
  };
}
