import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { signingEventSchema, type SigningEvent } from '../contracts/signing-event';
import { eventDetail } from '../kit/event-detail';

/** EventBridge answered 200 but rejected the event; `code` says why. */
class EventNotTaken extends Error {
  override readonly name = 'EventNotTaken';

  constructor(readonly code: string) {
    super(`EventBridge rejected the event: ${code}`);
  }
}

/** The bus for signing events. */
export interface EventBus {
  /** Publishes one event, shortened if it is too large. Safe to repeat, because the event has its own id. Throws if it is rejected. */
  readonly publish: (event: SigningEvent) => Promise<void>;
}

/** Makes an `EventBus` for a bus on AWS. */
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
