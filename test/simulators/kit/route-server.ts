import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Fault, FaultBoard } from './faults';
import { playFault, type HonestAnswer } from './play-fault';

/** The part of a request that tests use. */
export interface SeenRequest<RouteName extends string = string> {
  /** The route. Absent for an unknown one. */
  readonly route?: RouteName;
  readonly method: string;
  /** The path below the API's address, with the query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** The dependencies of a simulator's server. */
export interface RouteServerOptions<RouteName extends string> {
  /** The port. By default a free one. */
  readonly port?: number;
  readonly board: FaultBoard<RouteName>;
  /** Finds the route of a request. */
  readonly routeOf: (request: Omit<SeenRequest<RouteName>, 'route'>) => RouteName | undefined;
  /** Makes the answer of a route without a fault, also refusals. */
  readonly answer: (request: SeenRequest<RouteName> & { readonly route: RouteName }) => HonestAnswer;
}

/** An HTTP server on the loopback that can answer with faults. */
export interface RouteServer<RouteName extends string> {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** All requests so far, oldest first. */
  readonly requests: readonly SeenRequest<RouteName>[];
  /** Stops at once and cuts open connections. */
  readonly close: () => Promise<void>;
}

/** Starts a server. It listens when the promise is fulfilled. */
export async function startRouteServer<RouteName extends string>(
  options: RouteServerOptions<RouteName>,
): Promise<RouteServer<RouteName>> {
  const requests: SeenRequest<RouteName>[] = [];
  const server = createServer((request, response) => {
    serve(options, requests, request, response).catch(() => response.destroy());
  });
  // A server that closes an idle connection races with the next request on it. The client closes it instead.
  server.keepAliveTimeout = 0;
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
  const honest = fault && isRefusal(fault) ? plain(fault.status) : answer(request);
  return fault && fault.kind !== 'effect' ? playFault(fault, honest, response) : write(honest, response);
}

/** Whether the fault is in the place of the work. Any other one comes after it: only the answer is lost. */
const isRefusal = (fault: Fault): fault is Extract<Fault, { readonly kind: 'answer' }> =>
  fault.kind === 'answer' && fault.status >= 400 && fault.status < 500;

function write({ status, contentType, headers = {}, body }: HonestAnswer, response: ServerResponse): void {
  response
    .writeHead(status, { 'content-type': contentType, 'content-length': body.length, ...headers })
    .end(body);
}

/** Makes an answer without a body. */
export function plain(status: number): HonestAnswer {
  return { status, contentType: 'text/plain', body: Buffer.alloc(0) };
}

/** Makes an answer with JSON. */
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
