import { defined } from '../../kit/defined';
import { sha256Hex } from '../../kit/hash';
import { readJsonObject, type JsonObject, type JsonValue } from '../../kit/json';
import type { EventReader, WebhookEvent } from '../provider';

/** An event as a provider's own code reads it. Fields that are `undefined` are dropped. */
export interface EventFields extends Omit<WebhookEvent, 'key'> {
  /** `undefined` where the body does not identify its event: then the hash of its bytes does. */
  readonly key: JsonValue | undefined;
}

/**
 * Makes a provider's event reader from a function that reads the body's JSON object.
 *
 * A body that is not a JSON object becomes a `provider.event` that names the problem.
 */
export function eventReader(read: (object: JsonObject) => EventFields): EventReader {
  return (body) => {
    const json = readJsonObject(body);
    const fields: EventFields =
      'problem' in json
        ? { type: 'provider.event', key: undefined, problem: json.problem }
        : read(json.object);
    return defined({ ...fields, key: fields.key ?? { sha256: sha256Hex(body) } });
  };
}
