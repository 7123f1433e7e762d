import { isUtf8 } from 'node:buffer';

/** A request as a sender puts it on the wire. */
export interface WireRequest {
  readonly headers: readonly Header[];
  /** What stands at the address's end, where its route has a token. */
  readonly token?: string;
  readonly body: Buffer;
  readonly base64Flag?: Base64Flag;
}

export type Header = readonly [name: string, value: string];

/** How the gateway hands the request over: as it should, or with the flag for base64 wrong. */
export type Base64Flag = 'dropped' | 'set';

/** How the request becomes an event, where there is a choice. */
export interface EventChoice {
  readonly requestId: string;
  /** Body as base64, which the gateway also does with text that it does not know as such. */
  readonly base64: boolean;
  /** Header names as they were sent: the gateway itself lower-cases them. */
  readonly keepCase: boolean;
}

/** The event that a function gets of a request: payload format 2.0. */
export function gatewayEvent(request: WireRequest, choice: EventChoice): Record<string, unknown> {
  const { requestId, keepCase } = choice;
  const headers = new Map<string, string>();
  for (const [name, value] of request.headers) {
    const key = keepCase ? name : name.toLowerCase();
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
  // What is no text can only be handed over as base64.
  const isBase64Encoded = base64 || !isUtf8(body);
  return { body: body.toString(isBase64Encoded ? 'base64' : 'utf8'), isBase64Encoded };
}

/** The bytes that the event stands for. */
export function eventBody({ body, base64Flag }: WireRequest): Buffer {
  if (base64Flag === 'dropped') return Buffer.from(body.toString('base64'));
  if (base64Flag === 'set') return Buffer.from(body.toString('utf8'), 'base64');
  return body;
}

/** A header's value, whatever the case of its name; several are joined. */
export function headerValue(request: WireRequest, name: string, keepCase: boolean): string | undefined {
  const mine = request.headers.filter(([one]) => one.toLowerCase() === name);
  if (mine.length === 0) return undefined;
  // Names that differ in case only are apart in the event, where each has the place of its first one.
  const groups = new Map<string, string[]>();
  for (const [one, value] of mine) {
    const key = keepCase ? one : name;
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return [...groups.values()].flat().join(',');
}

/** The request with other headers of this name, or none. */
export function withHeader(request: WireRequest, name: string, ...values: readonly string[]): WireRequest {
  const others = request.headers.filter(([one]) => one.toLowerCase() !== name.toLowerCase());
  return { ...request, headers: [...others, ...values.map((value): Header => [name, value])] };
}
