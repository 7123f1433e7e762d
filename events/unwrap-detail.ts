import { isObject } from './checks';
import { SigningEventUnreadable } from './signing-event-unreadable';

/** EventBridge's event in a message of SNS in a message of SQS: four texts or objects, and one to spare. */
const maxLayers = 5;

/** Returns the detail of an event from the texts and the envelopes of AWS services around it. */
export function unwrapDetail(given: unknown): unknown {
  let value = given;
  for (let layer = 0; layer < maxLayers; layer++) {
    const inner = unwrapOnce(value);
    if (inner === value) break;
    value = inner;
  }
  return value;
}

function unwrapOnce(value: unknown): unknown {
  if (typeof value === 'string') return parseJson(value);
  if (!isObject(value)) return value;
  if (value['detail-type'] !== undefined && value.detail !== undefined) return value.detail;
  if (value.Type === 'Notification' && typeof value.Message === 'string') return value.Message;
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own message has a part of the text.
    throw new SigningEventUnreadable('', 'is not JSON');
  }
}
