import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request to the stub. */
export interface StubbedRequest {
  readonly what: string;
  readonly host: string;
  readonly authorization: string;
  readonly body: string;
}

/** A stand-in for AWS without a deployment: it answers every call with success. */
export interface StubAws {
  readonly endpoint: string;
  readonly requests: readonly StubbedRequest[];
  readonly stop: () => Promise<void>;
}

/** Starts a stub on a free port. */
export async function startStubAws(): Promise<StubAws> {
  const requests: StubbedRequest[] = [];
  const server = createServer((request, response) => {
    void seen(request).then((one) => {
      requests.push(one);
      const isJson = one.what.startsWith('Amazon');
      response.setHeader('content-type', isJson ? 'application/x-amz-json-1.0' : 'text/plain');
      response.end(isJson ? JSON.stringify({ MessageId: 'one' }) : 'an object, all of it');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function seen(request: IncomingMessage): Promise<StubbedRequest> {
  const { method = '', url = '', headers } = request;
  const target = headers['x-amz-target'];
  return {
    what: typeof target === 'string' ? target : `${method} ${url}`,
    host: headers.host ?? '',
    authorization: headers.authorization ?? '',
    body: await text(request),
  };
}
