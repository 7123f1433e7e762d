import { responseChunks, responseJson } from '../../../lambda/provider-http/response-chunks';

const { signal } = new AbortController();

function endless(canceled: () => void): Response {
  const body = new ReadableStream({
    pull: (controller) => controller.enqueue(Buffer.from('"text ')),
    cancel: canceled,
  });
  return new Response(body);
}

test('leaving the loop early closes the connection', async () => {
  const canceled = jest.fn();
  let size = 0;

  for await (const chunk of responseChunks(endless(canceled), signal)) {
    size += chunk.length;
    if (size >= 18) break;
  }

  expect(canceled).toHaveBeenCalledTimes(1);
});

test('an answer without a body has no bytes', async () => {
  expect(await responseChunks(new Response(null), signal).next()).toEqual({ done: true, value: undefined });
});

test('reads JSON of the maximum size', async () => {
  expect(await responseJson(new Response('{"a":"ä"}'), signal, 10)).toEqual({ a: 'ä' });
});

test.each([
  ['a byte more', new Response('{"a":"ä"}'), 9, 'too-large'],
  ['what has no end', endless(() => undefined), 1_000_000, 'too-large'],
  ['nothing', new Response(''), 100, 'not-json'],
  ['half of it', new Response('{"link":"canary'), 100, 'not-json'],
  ['bytes that are no UTF-8', new Response(Buffer.from([0x22, 0xff, 0x22])), 100, 'not-json'],
])('rejects %s with its reason, and quotes nothing', async (_, response, maxBytes, reason) => {
  const error: unknown = await responseJson(response, signal, maxBytes).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ name: 'ProviderApiError', reason, message: reason });
  expect((error as Error).cause).toBeUndefined();
});

test('fails with cut-off if the connection ends too early, and with timed-out after an abort', async () => {
  const broken = () =>
    new Response(new ReadableStream({ pull: (controller) => controller.error(new TypeError('terminated')) }));

  await expect(responseJson(broken(), signal, 100)).rejects.toMatchObject({ reason: 'cut-off' });
  await expect(responseJson(broken(), AbortSignal.abort(), 100)).rejects.toMatchObject({
    reason: 'timed-out',
  });
});
