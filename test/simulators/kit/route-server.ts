import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FaultBoard } from './faults';
import { playFault, type HonestAnswer } from './play-fault';

/** A request that a simulator got, as far as tests look at it. */
export interface SeenRequest<RouteName extends string = string> {
  /** Absent for what the API does not have. */
  readonly route?: RouteName;
  readonly method: string;
  /** With its query, below the API's address. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a simulator's server is made of. */
export interface RouteServerOptions<RouteName extends string> {
  /** A free one unless told. */
  readonly port?: number;
  readonly board: FaultBoard<RouteName>;
  /** Which route a request is for. */
  readonly routeOf: (request: Omit<SeenRequest<RouteName>, 'route'>) => RouteName | undefined;
  /** The answer of a route that no fault is switched on for; refusals too. */
  readonly answer: (request: SeenRequest<RouteName> & { readonly route: RouteName }) => HonestAnswer;
}

/** An HTTP server on the loopback that answers honestly or, where told, wrongly. */
export interface RouteServer<RouteName extends string> {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** Every request so far, oldest first. */
  readonly requests: readonly SeenRequest<RouteName>[];
  /** Stops at once; open connections are cut. */
  readonly close: () => Promise<void>;
}

/** Starts a server; it listens when the promise is kept. */
export async function startRouteServer<RouteName extends string>(
  options: RouteServerOptions<RouteName>,
): Promise<RouteServer<RouteName>> {
  const requests: SeenRequest<RouteName>[] = [];
  const server = createServer((request, response) => {
    serve(options, requests, request, response).catch(() => response.destroy());
  });
  const port = await listen(server, options.port ?? 0);
  return { origin: `http://127.0.0.1:${port}`, requests, close: () => close(server) };
}

async function serve<RouteName extends string>(
  options: RouteServerOptions<RouteName>,
  requests: SeenRequest<RouteName>[],
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url: path = '', headers } = message;
  const request = { method, path, headers, body: await text(message) };
  const route = options.routeOf(request);
  requests.push({ ...request, ...(route === undefined ? {} : { route }) });
  if (route === undefined) return write(plain(404), response);
  return serveRoute(options, { ...request, route }, response);
}

async function serveRoute<RouteName extends string>(
  { board, answer }: RouteServerOptions<RouteName>,
  request: SeenRequest<RouteName> & { readonly route: RouteName },
  response: ServerResponse,
): Promise<void> {
  const fault = board.next(request.route, request);
  if (fault?.kind === 'effect') await fault.before();
  const honest = answer(request);
  return fault && fault.kind !== 'effect' ? playFault(fault, honest, response) : write(honest, response);
}

function write({ status, contentType, headers = {}, body }: HonestAnswer, response: ServerResponse): void {
  response
    .writeHead(status, { 'content-type': contentType, 'content-length': body.length, ...headers })
    .end(body);
}

/** An answer without a body. */
export function plain(status: number): HonestAnswer {
  return { status, contentType: 'text/plain', body: Buffer.alloc(0) };
}

/** An answer in JSON. */
export function json(status: number, value: unknown): HonestAnswer {
  return { status, contentType: 'application/json; charset=utf-8', body: Buffer.from(JSON.stringify(value)) };
}

/** A PDF. */
export function pdf(body: Buffer): HonestAnswer {
  return { status: 200, contentType: 'application/pdf', body };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
