import { isObject } from './payload';

/** A webhook's body: `payload` is read by `readPayload`, `sentAt` is the time of the attempt. */
export interface Body {
  readonly event?: string;
  readonly payload: unknown;
  readonly sentAt?: string;
}

/** A resend of a test delivery is wrapped twice; nothing is known to wrap more often. */
const mostWrappings = 4;

/**
 * Takes a body out of its wrapping: test deliveries of v1.12.3 to v2.9.0, and resent ones of v2.8.1 to v2.9.0, have a
 * whole body in `payload`. The innermost one is what was delivered first, so its time is that of the first attempt.
 *
 * Source: https://github.com/documenso/documenso/pull/2710, checked 2026-11-21.
 */
export function unwrapBody(object: Readonly<Record<string, unknown>>): Body {
  let body = object;
  for (let wrappings = 0; wrappings < mostWrappings; wrappings++) {
    const inner = body.payload;
    if (!isObject(inner) || inner.event !== body.event || !isObject(inner.payload)) break;
    body = inner;
  }
  const { event, payload, createdAt } = body;
  return {
    ...(typeof event === 'string' && event !== '' ? { event } : {}),
    payload,
    ...(typeof createdAt === 'string' ? { sentAt: createdAt } : {}),
  };
}
