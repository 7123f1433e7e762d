import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { faultBoard, type Faults, type RouteName } from './faults';
import { packageWebhooks, type Webhook } from './package-webhooks';
import { playFault, type HonestAnswer } from './play-fault';
import { routes, type Route, type SimulatorState } from './routes';
import {
  signedDelivery,
  type DeliveryAnswer,
  type DeliveryOptions,
  type RegisteredEndpoint,
} from './signed-delivery';
import {
  newRevisions,
  simulatedPackage,
  type PackageOptions,
  type SimulatedPackage,
} from './simulated-package';

/** A request that the simulator got, as far as tests look at it. */
export interface SeenRequest {
  /** Absent for a path that the API does not have. */
  readonly route?: RouteName;
  readonly method: string;
  readonly path: string;
  readonly apiKey: string | undefined;
}

/** An iinked Sign of our own, on the loopback: the parts of its API that we use, its webhooks and its bad days. */
export interface IinkedSignSimulator {
  /** What a stack is given as the provider's API: `http://127.0.0.1:<port>/api/v1`. */
  readonly apiUrl: string;
  /** The key that counts now. */
  readonly apiKey: string;
  /** Adds a package that nobody has signed yet. */
  readonly addPackage: (options?: PackageOptions) => Promise<SimulatedPackage>;
  /** Everybody has signed: from now on status says so, and the downloads are the executed PDFs. */
  readonly complete: (packageId: string) => void;
  /** Gives each document new revisions, as signing once more would. */
  readonly revise: (packageId: string) => void;
  /** All webhooks of the package's life, in order; the same ones at each call. */
  readonly webhooksOf: (packageId: string) => readonly Webhook[];
  /** Registers an address for webhooks, or finds it, and gives out its secret. */
  readonly register: (url: string, name?: string) => RegisteredEndpoint;
  /** Posts a webhook to every registered address, or to `to`; the answers in the order of registration. */
  readonly send: (webhook: Webhook | string, options?: DeliveryOptions) => Promise<readonly DeliveryAnswer[]>;
  /** Makes a new key; the old one gets 401 from now on. */
  readonly rotateApiKey: () => string;
  readonly faults: Faults;
  /** Every request so far, oldest first. */
  readonly requests: readonly SeenRequest[];
  /** Stops at once; open connections are cut. */
  readonly close: () => Promise<void>;
}

export interface SimulatorOptions {
  /** A free one unless told. */
  readonly port?: number;
  /** A random one unless told. */
  readonly apiKey?: string;
  readonly now?: () => Date;
}

export async function startIinkedSignSimulator(options: SimulatorOptions = {}): Promise<IinkedSignSimulator> {
  const now = options.now ?? (() => new Date());
  const packages = new Map<string, SimulatedPackage>();
  const webhooks = new Map<string, readonly Webhook[]>();
  const { endpoints, ...registration } = endpointRegister();
  const board = faultBoard();
  const requests: SeenRequest[] = [];
  let apiKey = options.apiKey ?? newSecret();
  const state: SimulatorState = { packages, ...registration };
  const server = createServer((request, response) => {
    answer({ state, board, requests, apiKey: () => apiKey }, request, response).catch(() =>
      response.destroy(),
    );
  });
  const port = await listen(server, options.port ?? 0);

  return {
    apiUrl: `http://127.0.0.1:${port}/api/v1`,
    get apiKey() {
      return apiKey;
    },
    async addPackage(packageOptions) {
      const one = await simulatedPackage(packageOptions);
      packages.set(one.packageId, one);
      webhooks.set(one.packageId, packageWebhooks(one, now));
      return one;
    },
    complete: (packageId) => void (known(packages, packageId).executed = true),
    revise: (packageId) => revise(known(packages, packageId)),
    webhooksOf: (packageId) => known(webhooks, packageId),
    register: registration.register,
    send: (webhook, delivery) =>
      Promise.all([...endpoints.values()].map((endpoint) => signedDelivery(endpoint, webhook, delivery))),
    rotateApiKey: () => (apiKey = newSecret()),
    faults: board,
    requests,
    close: () => close(server),
  };
}

interface Desk {
  readonly state: SimulatorState;
  readonly board: ReturnType<typeof faultBoard>;
  readonly requests: SeenRequest[];
  readonly apiKey: () => string;
}

async function answer(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const seen = seenRequest(request);
  desk.requests.push(seen);
  const route = routes.find(({ name }) => name === seen.route);
  if (!route) return write(plain(404), response);

  const fault = desk.board.next(route.name);
  if (fault?.kind === 'effect') await fault.before();
  const honest = seen.apiKey === desk.apiKey() ? routeAnswer(route, desk.state, seen.path, body) : plain(401);
  return fault && fault.kind !== 'effect' ? playFault(fault, honest, response) : write(honest, response);
}

function seenRequest({ method = '', url = '', headers }: IncomingMessage): SeenRequest {
  const path = url.replace(/^\/api\/v1/, '');
  const route = routes.find((one) => one.method === method && one.path.test(path))?.name;
  return { method, path, apiKey: headers['api_key']?.toString(), ...(route ? { route } : {}) };
}

function routeAnswer(route: Route, state: SimulatorState, path: string, body: string): HonestAnswer {
  const [, ...ids] = route.path.exec(path) ?? [];
  return route.answer(state, ids, body);
}

function write({ status, contentType, body }: HonestAnswer, response: ServerResponse): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': body.length }).end(body);
}

function plain(status: number): HonestAnswer {
  return { status, contentType: 'text/plain', body: Buffer.alloc(0) };
}

function endpointRegister() {
  const endpoints = new Map<string, RegisteredEndpoint>();
  return {
    endpoints,
    register(url: string, name = 'Endpoint'): RegisteredEndpoint {
      const endpoint = endpoints.get(url) ?? {
        eventEndpointId: randomUUID(),
        name,
        url,
        secret: newSecret(),
      };
      endpoints.set(url, endpoint);
      return endpoint;
    },
    unregister: (url: string) => endpoints.delete(url),
  };
}

function revise(one: SimulatedPackage): void {
  for (const document of one.documents) document.revisions = newRevisions(one.signers);
}

function known<Value>(map: ReadonlyMap<string, Value>, packageId: string): Value {
  const value = map.get(packageId);
  if (value === undefined) throw new Error(`The simulator has no package ${packageId}`);
  return value;
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
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
