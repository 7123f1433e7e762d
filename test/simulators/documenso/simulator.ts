import { randomBytes } from 'node:crypto';
import { faultBoard, type Faults } from '../kit/faults';
import { listChanges, type ListChanges } from '../kit/list-changes';
import { startRouteServer, type RouteServer, type SeenRequest } from '../kit/route-server';
import { envelopeWebhooks } from './envelope-webhooks';
import type { SimulatedFolder } from './list-answers';
import type { InstanceVersion } from './instance-version';
import { hasRoute, isNamed, noRoute, refusalOf, routes, type RouteName } from './routes';
import {
  reseal,
  simulatedEnvelope,
  type DocumensoEnvelope,
  type EnvelopeOptions,
} from './simulated-envelope';
import type { SimulatedWebhook } from '../kit/provider-simulator';

/** A simulated Documenso on the loopback: the API that we use, its webhooks and its faults. */
export interface DocumensoSimulator {
  /** The address of the API for a stack: `http://127.0.0.1:<port>/api/v2`. */
  readonly apiUrl: string;
  /** The valid token. */
  readonly apiToken: string;
  /** Adds an unsigned envelope. */
  readonly addEnvelope: (options?: EnvelopeOptions) => Promise<DocumensoEnvelope>;
  /** Makes a folder, inside another one if its id is given. Returns its id. */
  readonly addFolder: (parentId?: string) => string;
  /** Deletes an envelope. */
  readonly remove: (one: DocumensoEnvelope) => void;
  readonly onList: ListChanges['onList'];
  /** Seals a completed envelope again. */
  readonly reseal: (one: DocumensoEnvelope) => Promise<void>;
  readonly webhooksOf: (one: DocumensoEnvelope) => readonly SimulatedWebhook[];
  /** Makes a new token. The old one gets 401 from now on. */
  readonly rotateApiToken: () => string;
  readonly faults: Faults<RouteName>;
  /** All requests so far, oldest first. */
  readonly requests: readonly SeenRequest<RouteName>[];
  /** Stops at once and cuts open connections. */
  readonly close: () => Promise<void>;
}

export interface SimulatorOptions {
  /** The version, `2.17` by default. It decides the routes, the answers and the webhooks. */
  readonly version?: InstanceVersion;
  /** The file storage of the instance, S3 by default. Only older routes show it. */
  readonly storage?: 's3' | 'database';
}

/** Starts a simulator. It listens when the promise is fulfilled. */
export async function startDocumensoSimulator(options: SimulatorOptions = {}): Promise<DocumensoSimulator> {
  const { version = '2.17', storage = 's3' } = options;
  const envelopes: DocumensoEnvelope[] = [];
  const folders: SimulatedFolder[] = [];
  const changes = listChanges();
  const board = faultBoard<RouteName>();
  let apiToken = newToken();
  const server: RouteServer<RouteName> = await startRouteServer<RouteName>({
    board,
    routeOf: ({ method, path }) => routes.find((one) => one.method === method && one.path.test(path))?.name,
    answer: ({ route: name, path, body, headers }) => {
      const route = routes.find((one) => one.name === name)!;
      const id = route.path.exec(path)?.[1];
      const named = envelopes.find((one) => isNamed(one, id, body));
      if (!hasRoute(named?.version ?? version, route)) return noRoute;
      const isAllowed = route.isOpen ?? headers.authorization === `Bearer ${apiToken}`;
      if (!isAllowed) return refusalOf(version, route);
      const stored = { envelopes, folders, storage, version };
      const state = { ...stored, beforeList: changes.beforeAnswer, origin: () => server.origin };
      return route.answer(state, id, body);
    },
  });

  return {
    apiUrl: `${server.origin}/api/v2`,
    get apiToken() {
      return apiToken;
    },
    async addEnvelope(envelope) {
      const one = await simulatedEnvelope({ version, ...envelope });
      envelopes.push(one);
      return one;
    },
    addFolder(parentId) {
      const id = `folder_${randomBytes(8).toString('hex')}`;
      folders.push({ id, parentId: parentId ?? null });
      return id;
    },
    remove: (one) => void envelopes.splice(envelopes.indexOf(one), 1),
    onList: changes.onList,
    reseal,
    webhooksOf: envelopeWebhooks,
    rotateApiToken: () => (apiToken = newToken()),
    faults: board,
    requests: server.requests,
    close: server.close,
  };
}

function newToken(): string {
  return `api_${randomBytes(24).toString('base64url')}`;
}
