import { defined } from '../../kit/defined';
import { isObject, type JsonObject } from '../../kit/json';

/** The body of a webhook. */
export interface Body {
  readonly event?: string;
  /** For `readPayload`. */
  readonly payload: unknown;
  /** The time of the attempt. */
  readonly sentAt?: string;
  /** The same for all attempts. No version up to v2.17.0 has it: pull requests #3237 and #3263 propose it. */
  readonly deliveryId?: string;
}

/** A resend of a test delivery is wrapped twice. Nothing is known to be wrapped more often. */
export const maxWrappings = 4;

/**
 * Unwraps a body: test deliveries of v1.12.3 to v2.9.0, and resends of v2.8.1 to v2.9.0, have a whole body in `payload`.
 * The innermost body was delivered first, so its time is that of the first attempt.
 *
 * Source: https://github.com/documenso/documenso/pull/2710, checked 2026-11-21.
 */
export function unwrapBody(object: JsonObject): Body {
  let body = object;
  for (let wrappings = 0; wrappings < maxWrappings; wrappings++) {
    const inner = wrappedBody(body);
    if (!inner) break;
    body = inner;
  }
  const { event, payload, createdAt, deliveryId } = body;
  return defined({
    event: text(event) || undefined,
    payload,
    sentAt: text(createdAt),
    deliveryId: text(deliveryId) || undefined,
  });
}

/** Returns the whole body that another one has in `payload`; `undefined` if it has no such body. */
export function wrappedBody({ event, payload }: JsonObject): JsonObject | undefined {
  return isObject(payload) && payload.event === event && isObject(payload.payload) ? payload : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
