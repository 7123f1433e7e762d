import { isObject } from './checks';
import { checksByType, everyEvent } from './event-checks';
import type { SigningEvent, UnknownSigningEvent } from './signing-event';
import { SigningEventUnreadable } from './signing-event-unreadable';
import { unwrapDetail } from './unwrap-detail';

/** What an event on the bus can be: of a type that this version knows, or of one that a later version publishes. */
export type ParsedSigningEvent = SigningEvent | UnknownSigningEvent;

/**
 * Reads a signing event from what a consumer gets: the event of EventBridge, its `detail`, a message of SNS, or a text with one
 * of them. Such a text is the `body` of an SQS message or the `Message` of an SNS one.
 *
 * It checks everything that the types promise. Fields that this version does not know stay in the result.
 *
 * @param given the event, its detail, a message of SNS, or the JSON of one of them
 * @returns the event's detail: an event of a known type, or an `UnknownSigningEvent`
 * @throws SigningEventUnreadable if it is no signing event of this contract. The error names the field, and has no value of it
 */
export function parseSigningEvent(given: unknown): ParsedSigningEvent {
  const detail = unwrapDetail(given);
  if (!isObject(detail)) throw new SigningEventUnreadable('', 'is not an object');
  const { type } = detail;
  if (typeof type !== 'string') throw new SigningEventUnreadable('type', 'is not a text');
  everyEvent(detail, '');
  checksByType.get(type)?.(detail, '');
  return detail as unknown as ParsedSigningEvent;
}

/** Whether this version knows the type of a parsed event. */
export function isKnownSigningEvent(event: ParsedSigningEvent): event is SigningEvent {
  return checksByType.has(event.type);
}
