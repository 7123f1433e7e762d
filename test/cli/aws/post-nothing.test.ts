import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postNothing } from '../../../cli/aws/post-nothing';

let server: Server;
let url: string;
const seen: IncomingMessage[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request);
    if (request.url === '/gone') return void request.socket.destroy();
    const status = Number(request.url?.slice(1));
    response.writeHead(status, status === 302 ? { location: '/200' } : {}).end('body');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => void server.close());

it.each([200, 401, 404, 503])('returns the status %d', async (status) => {
  expect(await postNothing(`${url}/${status}`)).toEqual({ status });
});

it('follows no redirect', async () => {
  expect(await postNothing(`${url}/302`)).toEqual({ status: 302 });
  expect(seen.at(-1)?.url).toBe('/302');
});

it('sends a POST without a body, and without a header that proves something', async () => {
  await postNothing(`${url}/401`);

  const { method, headers } = seen.at(-1)!;
  expect(method).toBe('POST');
  expect(headers['content-length']).toBe('0');
  expect(
    Object.keys(headers).filter((name) => /secret|signature|authorization|cookie|key/.test(name)),
  ).toEqual([]);
});

it.each([
  ['a connection that is cut', () => `${url}/gone`, /^UND_ERR_SOCKET$|^ECONNRESET$/],
  ['a port without a server', () => 'http://127.0.0.1:1/', /^ECONNREFUSED$|^EADDR|unknown/],
  ['a host without DNS', () => 'http://no-such-host.invalid/', /^ENOTFOUND$|^EAI_AGAIN$/],
])('returns the code of %s', async (_what, target, code) => {
  expect(await postNothing(target())).toEqual({ code: expect.stringMatching(code) as string });
});
