import type { JsonValue } from './json';
import { sha256Hex } from './hash';

/**
 * The id of a signing event: the same whenever the same event of the same endpoint is told again.
 *
 * @param key what identifies the event at its endpoint: the provider's stable fields, in a fixed order
 */
export function eventId(endpoint: string, key: JsonValue): string {
  return sha256Hex(JSON.stringify([endpoint, key]));
}
