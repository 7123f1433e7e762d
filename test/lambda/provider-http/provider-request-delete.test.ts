import { hostsNamed } from '../../../lambda/provider-http/host-rule';
import { providerRequest } from '../../../lambda/provider-http/provider-request';

const url = new URL('https://api.example.com/v1/webhook/7');
const request = {
  url,
  method: 'DELETE',
  headers: { authorization: 'canary' },
  signal: new AbortController().signal,
} as const;

function answering(answer: Response) {
  const fetch = jest.fn<Promise<Response>, [URL, RequestInit]>(() => Promise.resolve(answer));
  const options = {
    fetch: fetch as unknown as typeof globalThis.fetch,
    mayRedirectTo: hostsNamed([url.host]),
  };
  return { options, fetch };
}

describe('a DELETE', () => {
  test.each([200, 202, 204])('has no body, and %i is a success', async (status) => {
    const { options, fetch } = answering(new Response(null, { status }));

    expect((await providerRequest(options, request)).status).toBe(status);

    expect(fetch).toHaveBeenCalledWith(url, {
      method: 'DELETE',
      headers: { authorization: 'canary' },
      redirect: 'manual',
      signal: request.signal,
    });
  });

  test.each([
    [201, 'unexpected-answer'],
    [404, 'not-found'],
    [405, 'unexpected-answer'],
    [500, 'server-error'],
  ])('fails with the answer %i', async (status, reason) => {
    const { options } = answering(new Response(null, { status }));

    await expect(providerRequest(options, request)).rejects.toMatchObject({ reason, details: { status } });
  });

  test.each([301, 302, 303, 307, 308])('follows no redirect, not even %i to its own host', async (status) => {
    const headers = { location: '/v1/webhook/8' };
    const { options, fetch } = answering(new Response(null, { status, headers }));

    await expect(providerRequest(options, request)).rejects.toMatchObject({ reason: 'redirect-refused' });

    expect(fetch).toHaveBeenCalledTimes(1);
  });
});
