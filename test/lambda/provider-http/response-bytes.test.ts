import { parseJson, responseBytes } from '../../../lambda/provider-http/response-chunks';

const { signal } = new AbortController();

test('returns the bytes of an answer of the maximum size', async () => {
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x20, 0x7d, 0xff]);

  expect(await responseBytes(new Response(bytes), signal, 7)).toEqual(bytes);
  await expect(responseBytes(new Response(bytes), signal, 6)).rejects.toMatchObject({ reason: 'too-large' });
});

test('joins the chunks of an answer', async () => {
  const pieces = ['[1,', '"ä', '"]'].map((text) => Buffer.from(text));
  const body = new ReadableStream({
    pull(controller) {
      const piece = pieces.shift();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  });

  expect(parseJson(await responseBytes(new Response(body), signal, 100))).toEqual([1, 'ä']);
});

test.each([
  ['what is no JSON', '{"a":', 'not-json'],
  ['what is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'not-json'],
  [
    'what is nested a million levels deep',
    '['.repeat(1_000_000) + ']'.repeat(1_000_000),
    'unexpected-answer',
  ],
])('rejects %s with its reason', (_, text, reason) => {
  expect(() => parseJson(Buffer.from(text))).toThrow(
    expect.objectContaining({ name: 'ProviderApiError', reason }),
  );
});
