/** Events that API Gateway would never send, made from the event of a forged request. */
export const oddEvents: Readonly<Record<string, (event: Record<string, unknown>) => unknown>> = {
  null: () => null,
  'a text': () => 'canary',
  'a number': () => 17,
  'a list': () => [],
  nothing: () => ({}),
  'no headers': (event) => without(event, 'headers'),
  'headers that are null': (event) => ({ ...event, headers: null }),
  'headers that are a list': (event) => ({ ...event, headers: [['x-documenso-secret', 'canary']] }),
  'headers that are a text': (event) => ({ ...event, headers: 'canary' }),
  'header values that are lists': (event) => withHeaders(event, (value) => [value]),
  'header values that are objects': (event) => withHeaders(event, (value) => ({ value })),
  'header values that are numbers': (event) => withHeaders(event, () => 17),
  'header values that are null': (event) => withHeaders(event, () => null),
  'multi-value headers instead': ({ headers, ...rest }) => ({
    ...rest,
    headers: {},
    multiValueHeaders: headers,
  }),
  'a body that is an object': (event) => ({ ...event, body: { canary: true } }),
  'a body that is a number': (event) => ({ ...event, body: 17 }),
  'a body that is a list': (event) => ({ ...event, body: ['canary'] }),
  'a body that is null': (event) => ({ ...event, body: null }),
  'a flag that is a text': (event) => ({ ...event, isBase64Encoded: 'false' }),
  'no request context': (event) => without(event, 'requestContext'),
  'path parameters that are null': (event) => ({ ...event, pathParameters: null }),
  'path parameters that are a text': (event) => ({ ...event, pathParameters: 'canary' }),
  'a token that is a list': (event) => ({ ...event, pathParameters: { token: ['canary'] } }),
  'a token that is a number': (event) => ({ ...event, pathParameters: { token: 17 } }),
  'a token that is an object': (event) => ({ ...event, pathParameters: { token: { canary: 1 } } }),
  'a token in a prototype': (event) => ({
    ...event,
    pathParameters: JSON.parse('{"__proto__":{"token":"canary"}}') as unknown,
  }),
  'payload format 1.0': ({ headers, body, isBase64Encoded }) => ({
    version: '1.0',
    headers,
    body,
    isBase64Encoded,
  }),
  'an event of a queue': () => ({ Records: [{ body: 'canary', messageId: '1' }] }),
};

function withHeaders(
  event: Record<string, unknown>,
  change: (value: unknown) => unknown,
): Record<string, unknown> {
  const headers = Object.entries(event['headers'] as Record<string, unknown>);
  return { ...event, headers: Object.fromEntries(headers.map(([name, value]) => [name, change(value)])) };
}

function without(event: Record<string, unknown>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(event).filter(([one]) => one !== name));
}
