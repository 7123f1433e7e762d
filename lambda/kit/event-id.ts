import type { JsonValue } from './json';
import { sha256Hex } from './hash';

/**
 * The id of a signing event: the same for each delivery of the same event to the same endpoint.
 *
 * @param key identifies the event at its endpoint: the provider's stable fields, in a fixed order
 */
export function eventId(endpoint: string, key: JsonValue): string {
  return sha256Hex(JSON.stringify([endpoint, key]));
}

/** The id of the event of a test webhook. It has one part more, so it never equals the id of a genuine event. */
function testEventId(endpoint: string, key: JsonValue): string {
  return sha256Hex(JSON.stringify(['test', endpoint, key]));
}

/** Returns what makes the ids of events: of genuine ones, or of those of test webhooks. */
export function eventIdMaker(test: true | undefined): typeof eventId {
  return test ? testEventId : eventId;
}
