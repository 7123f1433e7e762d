import { inspect } from 'node:util';
import { hostsNamed } from '../../../lambda/provider-http/host-rule';
import { isSafeUrl, providerRequest } from '../../../lambda/provider-http/provider-request';

const url = new URL('https://api.example.com/v1/things');
const request = { url, headers: { api_key: 'canary' }, signal: new AbortController().signal };
const mayRedirectTo = hostsNamed([url.host, 'localhost', '127.0.0.1.example.com']);

const redirect = (location?: string) =>
  new Response(null, { status: 302, headers: location === undefined ? {} : { location } });

function answering(answer: (call: number) => Response) {
  let calls = 0;
  const fetch = jest.fn(() => Promise.resolve(answer(++calls)));
  return { options: { fetch: fetch as unknown as typeof globalThis.fetch, mayRedirectTo }, fetch };
}

test('follows five redirects', async () => {
  const { options } = answering((call) => (call <= 5 ? redirect(`/${call}`) : new Response('hello')));

  const response = await providerRequest(options, request);

  expect(await response.text()).toBe('hello');
});

test('gives up at the sixth redirect', async () => {
  const { options, fetch } = answering((call) => redirect(`/${call}`));

  await expect(providerRequest(options, request)).rejects.toMatchObject({ reason: 'redirect-refused' });
  expect(fetch).toHaveBeenCalledTimes(6);
});

test.each([
  ['to nowhere', undefined],
  ['to an empty address', ''],
  ['to what is no address', 'https://[canary'],
  ['to another host', 'https://evil.test/canary'],
  ['to plain http', 'http://api.example.com/canary'],
  ['to plain http at a name that looks like this machine', 'http://127.0.0.1.example.com/canary'],
  ['to another scheme within this machine', 'ftp://localhost/canary'],
])('does not follow a redirect %s', async (_, location) => {
  const { options, fetch } = answering(() => redirect(location));

  const failure: unknown = await providerRequest(options, request).catch((error: unknown) => error);

  expect(failure).toMatchObject({ reason: 'redirect-refused', details: { status: 302 } });
  expect(inspect(failure, { showHidden: true, depth: null })).not.toContain('canary');
  expect(fetch).toHaveBeenCalledTimes(1);
});

test.each([
  [401, 'unexpected-answer'],
  [404, 'not-found'],
  [503, 'server-error'],
])('status %i of a redirect’s target is %s, because it got no key', async (status, reason) => {
  const { options } = answering((call) => (call === 1 ? redirect('/file') : new Response('', { status })));

  await expect(providerRequest(options, request)).rejects.toMatchObject({ reason, details: { status } });
});

test.each([
  ['https://anywhere.test/', true],
  ['https://10.0.0.1/', true],
  ['http://localhost:8080/', true],
  ['http://127.0.0.1/', true],
  ['http://127.255.12.201:9000/', true],
  ['http://[::1]/', true],
  ['http://anywhere.test/', false],
  ['http://10.0.0.127/', false],
  ['http://127.evil.test/', false],
  ['http://localhost.evil.test/', false],
  ['http://[::2]/', false],
  ['ftp://localhost/', false],
  ['ws://127.0.0.1/', false],
])('%s is safe: %s', (address, safe) => {
  expect(isSafeUrl(new URL(address))).toBe(safe);
});
