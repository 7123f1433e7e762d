import { inspect } from 'node:util';
import { hostsNamed } from '../../../lambda/provider-http/host-rule';
import { namedDownload } from '../../../lambda/provider-http/named-download';

const { signal } = new AbortController();

function answering(...answers: readonly Response[]) {
  const left = [...answers];
  const fetch = jest.fn<Promise<Response>, [URL, RequestInit]>(async () => left.shift() ?? new Response());
  return {
    options: {
      fetch: fetch as unknown as typeof globalThis.fetch,
      mayRedirectTo: hostsNamed(['files.example.com', '127.0.0.1:8080', 'localhost', '[::1]']),
    },
    fetch,
  };
}

test.each([
  'https://files.example.com/a?signature=canary',
  'http://127.0.0.1:8080/a',
  'http://localhost/a',
  'http://[::1]/a',
])('downloads from %s, without credentials', async (address) => {
  const { options, fetch } = answering(new Response('%PDF'));

  const response = await namedDownload(options, address, signal);

  expect(await response.text()).toBe('%PDF');
  const [url, init] = fetch.mock.calls[0]!;
  expect(url.href).toBe(address);
  expect(init).toEqual({ headers: {}, signal, redirect: 'manual' });
});

test.each([
  ['over plain http', 'http://files.example.com/canary'],
  ['from another host', 'https://evil.test/canary'],
  ['from another port', 'https://files.example.com:8443/canary'],
  ['with a name', 'https://canary@files.example.com/'],
  ['with a password', 'https://:canary@files.example.com/'],
  ['from a file', 'file:///canary'],
  ['from itself', 'data:application/pdf;canary'],
  ['from no address', 'canary'],
  ['from nothing', ''],
  ['from the network of the function', 'http://169.254.170.2/canary'],
])('refuses to download %s, and does not quote it', async (_, address) => {
  const { options, fetch } = answering();

  const failure = await namedDownload(options, address, signal).catch((error: unknown) => error);

  expect(failure).toMatchObject({ name: 'ProviderApiError', reason: 'address-refused' });
  expect(inspect(failure, { showHidden: true, depth: null })).not.toContain('canary');
  expect(fetch).not.toHaveBeenCalled();
});

test.each([401, 403])('an expired link (%i) is no problem of our key', async (status) => {
  const { options } = answering(new Response('', { status }));

  await expect(namedDownload(options, 'https://files.example.com/a', signal)).rejects.toMatchObject({
    reason: 'unexpected-answer',
    details: { status },
    cause: { reason: 'unauthorized' },
  });
});

test('a missing file is not-found', async () => {
  const { options } = answering(new Response('', { status: 404 }));

  await expect(namedDownload(options, 'https://files.example.com/a', signal)).rejects.toMatchObject({
    reason: 'not-found',
  });
});

test('a redirect may lead to allowed hosts only', async () => {
  const { options, fetch } = answering(
    new Response(null, { status: 302, headers: { location: 'https://evil.test/canary' } }),
  );

  await expect(namedDownload(options, 'https://files.example.com/a', signal)).rejects.toMatchObject({
    reason: 'redirect-refused',
  });
  expect(fetch).toHaveBeenCalledTimes(1);
});
