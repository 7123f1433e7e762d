import { signingEventSchema, type SigningEvent } from '../../lambda/contracts/signing-event';
import { eventDetail } from '../../lambda/kit/event-detail';

/** Where the events were published. */
export interface BusPlace {
  readonly account: string;
  readonly region: string;
}

/** An event, as a replay hands it on. */
export interface ReplayedEvent {
  readonly event: SigningEvent;
  readonly source: string;
  /** The JSON of the event: that of its first publication, and `replayedAt`. */
  readonly detail: string;
}

/**
 * Marks an event of the past as replayed.
 *
 * @param replayedAt when the replay began: the same in all its events, so an event that is sent twice is the same
 */
export function replayedEvent(past: SigningEvent, replayedAt: string): ReplayedEvent {
  const event = signingEventSchema.parse({ ...past, replayedAt });
  return { event, source: `esign.${event.provider}`, detail: eventDetail(event) };
}

/**
 * Returns an event as EventBridge sends it to a target. Its `time` is when the event was first received. Its `id` is made from the
 * event's own id, so it is the same each time too.
 */
export function busMessage({ event, source, detail }: ReplayedEvent, { account, region }: BusPlace): string {
  const head = JSON.stringify({
    version: '0',
    id: uuidOf(event.id),
    'detail-type': event.type,
    source,
    account,
    time: `${event.receivedAt.slice(0, 19)}Z`,
    region,
    resources: [],
  });
  return `${head.slice(0, -1)},"detail":${detail}}`;
}

/** A UUID of version 8, which RFC 9562 leaves to its maker, from the first digits of a hash. */
function uuidOf(hash: string): string {
  const [one, two, three, four, five] = [0, 8, 13, 17, 20].map((start, index) =>
    hash.slice(start, [8, 12, 16, 20, 32][index]),
  );
  return `${one}-${two}-8${three}-a${four}-${five}`;
}
