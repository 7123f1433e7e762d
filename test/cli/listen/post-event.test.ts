import type { LookupAddress } from 'node:dns';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventPoster, type ResolveName } from '../../../cli/listen/post-event';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Starts a local program that answers with a status and headers. */
async function localProgram(status: number, headers: Record<string, string> = {}) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method, url } = request;
      received.push({ method, url, type: request.headers['content-type'], body });
      response.writeHead(status, headers).end('its answer');
    });
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { received, port: (server.address() as AddressInfo).port };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const resolvedTo =
  (...addresses: readonly string[]): ResolveName =>
  (_name, _options, done) =>
    done(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

it('posts exactly these bytes, and returns the status', async () => {
  const { received, port } = await localProgram(204);
  const json = '{"detail":{"title":"Zürich 😀 1.10","n":1.10}}';

  expect(await eventPoster(new URL(`http://127.0.0.1:${port}/events?x=1`))(json)).toBe(204);
  expect(received).toEqual([{ method: 'POST', url: '/events?x=1', type: 'application/json', body: json }]);
});

it('follows no redirect', async () => {
  const other = await localProgram(200);
  const { port } = await localProgram(307, { location: `http://127.0.0.1:${other.port}/` });

  expect(await eventPoster(new URL(`http://127.0.0.1:${port}`))('{}')).toBe(307);
  expect(other.received).toEqual([]);
});

it('takes localhost where all its addresses are of this machine', async () => {
  const { port } = await localProgram(200);

  expect(await eventPoster(new URL(`http://localhost:${port}`), resolvedTo('127.0.0.1'))('{}')).toBe(200);
});

it.each([[['203.0.113.7']], [['127.0.0.1', '203.0.113.7']], [['::1', 'fe80::1']]])(
  'sends nothing where localhost is %s',
  async (addresses) => {
    const { received, port } = await localProgram(200);
    const post = eventPoster(new URL(`http://localhost:${port}`), resolvedTo(...addresses));

    await expect(post('{}')).rejects.toMatchObject({ code: 'NOT_LOOPBACK' });
    expect(received).toEqual([]);
  },
);

it('fails where nothing listens', async () => {
  const { port } = await localProgram(200);
  servers.splice(0).forEach((server) => server.close());

  await expect(eventPoster(new URL(`http://127.0.0.1:${port}`))('{}')).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
});

it('uses no proxy of the environment', async () => {
  const proxy = await localProgram(502);
  const { received, port } = await localProgram(200);
  const before = { ...process.env };
  Object.assign(process.env, { HTTP_PROXY: `http://127.0.0.1:${proxy.port}`, NODE_USE_ENV_PROXY: '1' });
  try {
    expect(await eventPoster(new URL(`http://127.0.0.1:${port}`))('{}')).toBe(200);
  } finally {
    process.env = before;
  }
  expect([received.length, proxy.received.length]).toEqual([1, 0]);
});
