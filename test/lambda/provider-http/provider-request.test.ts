import { hostsNamed } from '../../../lambda/provider-http/host-rule';
import { inspect } from 'node:util';
import { providerRequest } from '../../../lambda/provider-http/provider-request';

const url = new URL('https://api.example.com/v1/things');
const request = { url, headers: { api_key: 'canary' }, signal: new AbortController().signal };

function answering(...answers: readonly Response[]) {
  const left = [...answers];
  const fetch = jest.fn<Promise<Response>, [URL, RequestInit]>(async () => left.shift() ?? new Response());
  return {
    options: { fetch: fetch as unknown as typeof globalThis.fetch, mayRedirectTo: hostsNamed([url.host]) },
    fetch,
  };
}

test('returns the answer, and does not let fetch follow redirects', async () => {
  const { options, fetch } = answering(new Response('hello'));

  const response = await providerRequest(options, request);

  expect(await response.text()).toBe('hello');
  expect(fetch).toHaveBeenCalledWith(
    url,
    expect.objectContaining({ redirect: 'manual', headers: { api_key: 'canary' } }),
  );
});

test.each([
  [400, 'unexpected-answer'],
  [401, 'unauthorized'],
  [403, 'unauthorized'],
  [404, 'not-found'],
  [408, 'timed-out'],
  [409, 'unexpected-answer'],
  [410, 'not-found'],
  [429, 'rate-limited'],
  [500, 'server-error'],
  [502, 'server-error'],
  [503, 'server-error'],
  [504, 'timed-out'],
  [204, 'unexpected-answer'],
  [206, 'unexpected-answer'],
  [304, 'unexpected-answer'],
])('fails for status %i with %s, and cancels the body', async (status, reason) => {
  const canceled = jest.fn();
  const body = status === 204 || status === 304 ? null : new ReadableStream({ cancel: canceled });
  const { options } = answering(new Response(body, { status }));

  await expect(providerRequest(options, request)).rejects.toMatchObject({
    reason,
    message: `${reason} (HTTP ${status})`,
    details: { status },
  });

  expect(canceled).toHaveBeenCalledTimes(body ? 1 : 0);
});

test.each(['canary\ncanary', 'ключ-canary', 'canary\0'])(
  'refuses a key that no header can carry, without quoting it',
  async (key) => {
    const headers = { api_key: key };

    const failure = await providerRequest(
      { fetch, mayRedirectTo: hostsNamed([]) },
      { ...request, headers },
    ).catch((error: unknown) => error);

    expect(failure).toMatchObject({ reason: 'unauthorized' });
    expect(inspect(failure, { showHidden: true })).not.toContain('canary');
  },
);

test.each([
  [429, '7', 7],
  [503, '120', 120],
])('returns the Retry-After of status %i', async (status, header, retryAfterSeconds) => {
  const { options } = answering(new Response('', { status, headers: { 'retry-after': header } }));

  await expect(providerRequest(options, request)).rejects.toMatchObject({
    details: { status, retryAfterSeconds },
  });
});

test.each([301, 302, 303, 307, 308])('follows a redirect with status %i, without the key', async (status) => {
  const { options, fetch } = answering(
    new Response(null, { status, headers: { location: '/elsewhere' } }),
    new Response('hello'),
  );

  await providerRequest(options, request);

  const [address, init] = fetch.mock.calls[1] ?? [];
  expect(String(address)).toBe('https://api.example.com/elsewhere');
  expect(init?.headers).toEqual({});
});

test('fails with unreachable without a connection, and with timed-out after an abort', async () => {
  const cause = new TypeError('fetch failed');
  const broken = () => Promise.reject(cause);
  const options = { fetch: broken as typeof globalThis.fetch, mayRedirectTo: hostsNamed([]) };

  await expect(providerRequest(options, request)).rejects.toMatchObject({ reason: 'unreachable', cause });
  await expect(providerRequest(options, { ...request, signal: AbortSignal.abort() })).rejects.toMatchObject({
    reason: 'timed-out',
  });
});

test('does not follow a redirect with a user name in its address, which fetch would quote', async () => {
  const { options, fetch } = answering(
    Response.json(
      {},
      { status: 302, headers: { location: 'https://user:canary@api.example.com/?sig=canary' } },
    ),
  );

  const error: unknown = await providerRequest(options, request).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ reason: 'redirect-refused', details: { status: 302 } });
  expect(inspect(error, { depth: 9 })).not.toContain('canary');
  expect(fetch).toHaveBeenCalledTimes(1);
});
