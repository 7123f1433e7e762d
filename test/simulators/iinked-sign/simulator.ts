import { randomBytes, randomUUID } from 'node:crypto';
import { faultBoard, type Faults } from '../kit/faults';
import { plain, startRouteServer, type SeenRequest } from '../kit/route-server';
import { documentedList, type ListBehaviour } from './package-list';
import { executedAt, packageWebhooks, timeExecuted, type Webhook } from './package-webhooks';
import { routes, type RouteName, type SimulatorState } from './routes';
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

/** A simulated iinked Sign on the loopback: the API that we use, its webhooks and its faults. */
export interface IinkedSignSimulator {
  /** The address of the API for a stack: `http://127.0.0.1:<port>/api/v1`. */
  readonly apiUrl: string;
  /** The valid API key. */
  readonly apiKey: string;
  /** Adds an unsigned package. */
  readonly addPackage: (options?: PackageOptions) => Promise<SimulatedPackage>;
  /** Signs for everybody: the status and the downloads are those of an executed package from now on. */
  readonly complete: (packageId: string, at?: Date) => void;
  /** Deletes a package: neither the list nor any other answer has it from now on. */
  readonly remove: (packageId: string) => void;
  /** How the list behaves. Tests may change it. */
  readonly listBehaviour: ListBehaviour;
  /** Calls a function before each answer of the list, with the number of the answer: 1 for the first one. */
  readonly onList: (change: (answerNumber: number) => void) => void;
  /** Gives each document new revisions, as another signing would. */
  readonly revise: (packageId: string) => void;
  /** Returns all webhooks of a package in order, the same ones at each call. */
  readonly webhooksOf: (packageId: string) => readonly Webhook[];
  /** Registers an address for webhooks, or finds it, and returns its secret. */
  readonly register: (url: string, name?: string) => RegisteredEndpoint;
  /** The registered addresses. */
  readonly endpoints: ReadonlyMap<string, RegisteredEndpoint>;
  /** How the route that registers behaves, where nothing is documented. Tests may change it. */
  readonly registerBehaviour: RegisterBehaviour;
  /** Posts a webhook to every registered address, or to `to`. The answers are in the order of registration. */
  readonly send: (webhook: Webhook | string, options?: DeliveryOptions) => Promise<readonly DeliveryAnswer[]>;
  /** Makes a new key. The old one gets 401 from now on. */
  readonly rotateApiKey: () => string;
  readonly faults: Faults<RouteName>;
  /** All requests so far, oldest first. */
  readonly requests: readonly SeenRequest<RouteName>[];
  /** Stops at once and cuts open connections. */
  readonly close: () => Promise<void>;
}

export interface SimulatorOptions {
  /** The port. By default a free one. */
  readonly port?: number;
  /** The key. By default a random one. */
  readonly apiKey?: string;
  readonly now?: () => Date;
}

export async function startIinkedSignSimulator(options: SimulatorOptions = {}): Promise<IinkedSignSimulator> {
  const now = options.now ?? (() => new Date());
  const packages = new Map<string, SimulatedPackage>();
  const webhooks = new Map<string, readonly Webhook[]>();
  const registerBehaviour: RegisterBehaviour = { makesNewSecret: false };
  const { endpoints, ...registration } = endpointRegister(registerBehaviour);
  const board = faultBoard<RouteName>();
  let apiKey = options.apiKey ?? newSecret();
  const listBehaviour = { ...documentedList };
  const state: SimulatorState = { packages, listBehaviour, ...registration };
  const lists = listObserver();
  const server = await startRouteServer({
    ...(options.port === undefined ? {} : { port: options.port }),
    board,
    routeOf: ({ method, path }) => routes.find((one) => one.method === method && one.path.test(path))?.name,
    answer: ({ route: name, path, body, headers }) => {
      const route = routes.find((one) => one.name === name);
      if (!route || headers['api_key'] !== apiKey) return plain(401);
      if (name === 'list') lists.answering();
      const [, ...ids] = route.path.exec(path) ?? [];
      return route.answer(state, ids, body);
    },
  });

  return {
    apiUrl: `${server.origin}/api/v1`,
    get apiKey() {
      return apiKey;
    },
    async addPackage(packageOptions) {
      const one = await simulatedPackage(packageOptions, now);
      packages.set(one.packageId, one);
      webhooks.set(one.packageId, packageWebhooks(one, now));
      return one;
    },
    complete(packageId, at) {
      const one = known(packages, packageId);
      const own = known(webhooks, packageId);
      // Without a time the webhooks stay as they are: they may have been sent already.
      const dated = at ? executedAt(own, at) : own;
      webhooks.set(packageId, dated);
      one.executed = true;
      one.timeExecuted = timeExecuted(dated);
    },
    remove: (packageId) => void packages.delete(packageId),
    listBehaviour,
    onList: lists.onList,
    revise: (packageId) => revise(known(packages, packageId)),
    webhooksOf: (packageId) => known(webhooks, packageId),
    register: registration.register,
    endpoints,
    registerBehaviour,
    send: (webhook, delivery) =>
      Promise.all([...endpoints.values()].map((endpoint) => signedDelivery(endpoint, webhook, delivery))),
    rotateApiKey: () => (apiKey = newSecret()),
    faults: board,
    requests: server.requests,
    close: server.close,
  };
}

/** Counts the answers of the list, and lets a test act before each of them. */
function listObserver() {
  let count = 0;
  let change: ((answerNumber: number) => void) | undefined;
  return {
    onList: (act: (answerNumber: number) => void) => void (change = act),
    answering: () => change?.(++count),
  };
}

/** How the route that registers behaves. */
export interface RegisterBehaviour {
  /** Whether an address that is registered again gets a new secret. */
  makesNewSecret: boolean;
}

function endpointRegister(behaviour: RegisterBehaviour) {
  const endpoints = new Map<string, RegisteredEndpoint>();
  return {
    endpoints,
    register(url: string, name = 'Endpoint'): RegisteredEndpoint {
      const known = behaviour.makesNewSecret ? undefined : endpoints.get(url);
      const endpoint = known ?? {
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
