import { jsonOf, responseBytes } from '../../../lambda/kit/response-chunks';

const { signal } = new AbortController();

test('gives an answer’s bytes as they came, of just the longest size', async () => {
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x20, 0x7d, 0xff]);

  expect(await responseBytes(new Response(bytes), signal, 7)).toEqual(bytes);
  await expect(responseBytes(new Response(bytes), signal, 6)).rejects.toMatchObject({ reason: 'too-large' });
});

test('puts together what comes in pieces', async () => {
  const pieces = ['[1,', '"ä', '"]'].map((text) => Buffer.from(text));
  const body = new ReadableStream({
    pull(controller) {
      const piece = pieces.shift();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  });

  expect(jsonOf(await responseBytes(new Response(body), signal, 100))).toEqual([1, 'ä']);
});
