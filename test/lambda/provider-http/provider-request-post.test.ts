import { hostsNamed } from '../../../lambda/provider-http/host-rule';
import type { ApiErrorReason } from '../../../lambda/contracts/failure-reason';
import { providerRequest, type ProviderRequestOptions } from '../../../lambda/provider-http/provider-request';

const url = new URL('https://api.example.com/v1/actions');
const request = { url, headers: { authorization: 'canary' }, signal: new AbortController().signal };

function answering(answers: readonly Response[], more: Partial<ProviderRequestOptions> = {}) {
  const left = [...answers];
  const fetch = jest.fn<Promise<Response>, [URL, RequestInit]>(async () => left.shift() ?? new Response());
  const options: ProviderRequestOptions = {
    fetch: fetch as unknown as typeof globalThis.fetch,
    mayRedirectTo: hostsNamed([url.host]),
    ...more,
  };
  return { options, fetch };
}

describe('a POST', () => {
  test.each([[{ action: 'READ', id: 7 }], [null], [[]], ['text']])(
    'carries %j as JSON, with its headers',
    async (json) => {
      const { options, fetch } = answering([new Response('{}')]);

      await providerRequest(options, { ...request, json });

      expect(fetch).toHaveBeenCalledWith(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'canary' },
        body: JSON.stringify(json),
        redirect: 'manual',
        signal: request.signal,
      });
    },
  );

  test.each([301, 302, 303, 307, 308])('follows no redirect, not even %i to its own host', async (status) => {
    const canceled = jest.fn();
    const headers = { location: '/v1/elsewhere' };
    const { options, fetch } = answering([
      new Response(new ReadableStream({ cancel: canceled }), { status, headers }),
    ]);

    await expect(providerRequest(options, { ...request, json: {} })).rejects.toMatchObject({
      reason: 'redirect-refused',
    });

    expect(fetch).toHaveBeenCalledTimes(1);
    expect(canceled).toHaveBeenCalledTimes(1);
  });
});

test.each([
  [201, 200],
  [200, 201],
] as const)('with the success status %i, %i is a failure', async (successStatus, other) => {
  const { options } = answering([
    new Response('a', { status: successStatus }),
    new Response('b', { status: other }),
  ]);

  const response = await providerRequest(options, { ...request, json: {}, successStatus });

  expect(await response.text()).toBe('a');
  await expect(providerRequest(options, { ...request, json: {}, successStatus })).rejects.toMatchObject({
    reason: 'unexpected-answer',
    details: { status: other },
  });
});

describe('a refusal', () => {
  const readErrorReason = jest.fn((_: number, body: string): ApiErrorReason | undefined =>
    body.includes('NOT_COMPLETE') ? 'not-complete' : undefined,
  );

  beforeEach(() => readErrorReason.mockClear());

  test('has the reason from its body, its status and its Retry-After', async () => {
    const headers = { 'retry-after': '7' };
    const { options } = answering([new Response('{"code":"NOT_COMPLETE"}', { status: 500, headers })], {
      readErrorReason,
    });

    await expect(providerRequest(options, request)).rejects.toMatchObject({
      reason: 'not-complete',
      details: { status: 500, retryAfterSeconds: 7 },
    });
    expect(readErrorReason).toHaveBeenCalledWith(500, '{"code":"NOT_COMPLETE"}');
  });

  test('has the reason of its status if the body names none', async () => {
    const { options } = answering([new Response('oops', { status: 500 })], { readErrorReason });

    await expect(providerRequest(options, request)).rejects.toMatchObject({ reason: 'server-error' });
  });

  test('is never quoted in the error', async () => {
    const { options } = answering([new Response('canary', { status: 500 })], { readErrorReason });

    const failure = await providerRequest(options, request).catch((error: unknown) => error);

    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain('canary');
  });

  test('is read up to 16 KiB, and then canceled', async () => {
    const canceled = jest.fn();
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(Buffer.alloc(5_000, 'x')),
      cancel: canceled,
    });
    const { options } = answering([new Response(endless, { status: 500 })], { readErrorReason });

    await expect(providerRequest(options, request)).rejects.toMatchObject({ reason: 'server-error' });

    expect(readErrorReason.mock.calls[0]?.[1]).toHaveLength(16 * 1024);
    expect(canceled).toHaveBeenCalledTimes(1);
  });

  test('is not read further than its first 16 KiB', async () => {
    const chunks = [Buffer.alloc(16 * 1024, 'x')];
    const stalling = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const chunk = chunks.shift();
        if (chunk) controller.enqueue(chunk);
        return chunk ? Promise.resolve() : new Promise<void>(() => undefined);
      },
    });
    const { options } = answering([new Response(stalling, { status: 500 })], { readErrorReason });

    await expect(providerRequest(options, request)).rejects.toMatchObject({ reason: 'server-error' });
  });

  test('that breaks off is read as far as it arrived', async () => {
    const chunks = [Buffer.from('NOT_COMPLETE')];
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const chunk = chunks.shift();
        if (chunk) controller.enqueue(chunk);
        else controller.error(new Error('reset'));
      },
    });
    const { options } = answering([new Response(broken, { status: 500 })], { readErrorReason });

    await expect(providerRequest(options, request)).rejects.toMatchObject({ reason: 'not-complete' });
  });

  test('without a body is read as empty', async () => {
    const { options } = answering([new Response(null, { status: 404 })], { readErrorReason });

    await expect(providerRequest(options, request)).rejects.toMatchObject({ reason: 'not-found' });
    expect(readErrorReason).toHaveBeenCalledWith(404, '');
  });

  test('of a redirect’s target is not read, because it is of another server', async () => {
    const { options } = answering(
      [
        new Response(null, { status: 302, headers: { location: '/elsewhere' } }),
        new Response('NOT_COMPLETE', { status: 401 }),
      ],
      { readErrorReason },
    );

    await expect(providerRequest(options, request)).rejects.toMatchObject({ reason: 'unexpected-answer' });
    expect(readErrorReason).not.toHaveBeenCalled();
  });
});
