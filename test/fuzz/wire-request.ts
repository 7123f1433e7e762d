import { isUtf8 } from 'node:buffer';

/** A request on the wire. */
export interface WireRequest {
  readonly headers: readonly Header[];
  /** The token at the end of the address, if the route has one. */
  readonly token?: string;
  readonly body: Buffer;
  readonly base64Flag?: Base64Flag;
}

export type Header = readonly [name: string, value: string];

/** A wrong base64 flag in the gateway's event. */
export type Base64Flag = 'dropped' | 'set';

/** The free choices of a gateway when it makes an event. */
export interface EventChoice {
  readonly requestId: string;
  /** Whether the body is base64. The gateway also encodes text that it does not recognize. */
  readonly base64: boolean;
  /** Whether header names keep their case. The real gateway makes them lower-case. */
  readonly preserveCase: boolean;
}

/** Makes the function's event of a request, in payload format 2.0. */
export function gatewayEvent(request: WireRequest, choice: EventChoice): Record<string, unknown> {
  const { requestId, preserveCase } = choice;
  const headers = new Map<string, string>();
  for (const [name, value] of request.headers) {
    const key = preserveCase ? name : name.toLowerCase();
    const before = headers.get(key);
    headers.set(key, before === undefined ? value : `${before},${value}`);
  }
  return {
    version: '2.0',
    headers: Object.fromEntries(headers),
    ...(request.token === undefined ? {} : { pathParameters: { token: request.token } }),
    ...encodedBody(request, choice.base64),
    requestContext: { requestId },
  };
}

function encodedBody({ body, base64Flag }: WireRequest, base64: boolean) {
  if (base64Flag === 'dropped') return { body: body.toString('base64'), isBase64Encoded: false };
  if (base64Flag === 'set') return { body: body.toString('utf8'), isBase64Encoded: true };
  // Bytes that are no text can only be sent as base64.
  const isBase64Encoded = base64 || !isUtf8(body);
  return { body: body.toString(isBase64Encoded ? 'base64' : 'utf8'), isBase64Encoded };
}

/** Decodes the body of the event. */
export function eventBody({ body, base64Flag }: WireRequest): Buffer {
  if (base64Flag === 'dropped') return Buffer.from(body.toString('base64'));
  if (base64Flag === 'set') return Buffer.from(body.toString('utf8'), 'base64');
  return body;
}

/** Reads a header in any case of its name. Several values are joined. */
export function headerValue(request: WireRequest, name: string, preserveCase: boolean): string | undefined {
  const mine = request.headers.filter(([one]) => one.toLowerCase() === name);
  if (mine.length === 0) return undefined;
  // With `preserveCase`, names that differ in case are separate headers, in the order of their first value.
  const groups = new Map<string, string[]>();
  for (const [one, value] of mine) {
    const key = preserveCase ? one : name;
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return [...groups.values()].flat().join(',');
}

/** Replaces the headers of a name by other values, or removes them. */
export function withHeader(request: WireRequest, name: string, ...values: readonly string[]): WireRequest {
  const others = request.headers.filter(([one]) => one.toLowerCase() !== name.toLowerCase());
  return { ...request, headers: [...others, ...values.map((value): Header => [name, value])] };
}
