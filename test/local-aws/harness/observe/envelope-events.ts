import type { SigningEvent } from '../../../../lambda/contracts/signing-event';
import type { TappedEvent } from './event-tap';
import type { RunningSample } from '../sample/launch-sample';
import { untilIdle } from './queues';

/** Filters the events about one envelope, by type if there is one. */
export function eventsAbout(
  events: readonly TappedEvent[],
  envelopeId: string,
  type?: string,
): readonly SigningEvent[] {
  return events
    .map(({ detail }) => detail)
    .filter((detail) => detail.envelope?.id === envelopeId && (type === undefined || detail.type === type));
}

/** Waits until the queues are empty and returns all events about one envelope. */
export async function eventsWhenIdle(
  { clients, stack, tap }: RunningSample,
  envelopeId: string,
): Promise<readonly SigningEvent[]> {
  await untilIdle(clients, stack);
  return eventsAbout(await tap.read(), envelopeId);
}

/** Waits for the `envelope.archived` of an envelope and returns it. */
export async function untilArchived(
  { tap }: RunningSample,
  envelopeId: string,
  seconds = 30,
): Promise<SigningEvent> {
  const find = (events: readonly TappedEvent[]) => eventsAbout(events, envelopeId, 'envelope.archived')[0];
  const events = await tap.until((received) => find(received) !== undefined, {
    what: `envelope.archived of ${envelopeId}`,
    seconds,
  });
  return find(events)!;
}
