import { randomBytes } from 'node:crypto';
import { faultBoard, type Faults } from '../kit/faults';
import { listChanges, type ListChanges } from '../kit/list-changes';
import { hookStore, type HookStore } from '../kit/registered-hooks';
import { plain, startRouteServer, type SeenRequest } from '../kit/route-server';
import type { SignPlusAccount } from './envelope-webhooks';
import { routes, type RouteName } from './routes';
import {
  objectId,
  simulatedEnvelope,
  type SignPlusEnvelope,
  type SignPlusEnvelopeOptions,
} from './simulated-envelope';

/** A simulated Sign.Plus on the loopback: the API that we use, and its faults. */
export interface SignPlusSimulator {
  /** The address of the API for a stack: `http://127.0.0.1:<port>/v2`. */
  readonly apiUrl: string;
  /** The valid token. */
  readonly apiToken: string;
  readonly account: SignPlusAccount;
  /** Adds an unsigned envelope. */
  readonly addEnvelope: (options?: SignPlusEnvelopeOptions) => Promise<SignPlusEnvelope>;
  /** Deletes an envelope. */
  readonly remove: (one: SignPlusEnvelope) => void;
  readonly onList: ListChanges['onList'];
  /** The registered webhooks. */
  readonly hooks: HookStore;
  /** Makes a new token. The old one gets 401 from now on. */
  readonly rotateApiToken: () => string;
  readonly faults: Faults<RouteName>;
  /** All requests so far, oldest first. */
  readonly requests: readonly SeenRequest<RouteName>[];
  /** Stops at once and cuts open connections. */
  readonly close: () => Promise<void>;
}

/** Starts a simulator. It listens when the promise is fulfilled. */
export async function startSignPlusSimulator(): Promise<SignPlusSimulator> {
  const envelopes = new Map<string, SignPlusEnvelope>();
  const board = faultBoard<RouteName>();
  const changes = listChanges();
  const hooks = hookStore();
  let apiToken = newToken();
  const server = await startRouteServer<RouteName>({
    board,
    routeOf: ({ method, path }) => routes.find((one) => one.method === method && one.path.test(path))?.name,
    answer: ({ route: name, path, body, headers }) => {
      const route = routes.find((one) => one.name === name);
      if (!route || headers.authorization !== `Bearer ${apiToken}`) return plain(401);
      if (name === 'list') changes.beforeAnswer();
      return route.answer(envelopes, { id: route.path.exec(path)?.[1], body, hooks });
    },
  });

  return {
    apiUrl: `${server.origin}/v2`,
    get apiToken() {
      return apiToken;
    },
    account: { webhookId: objectId(), uid: randomBytes(16).toString('hex') },
    async addEnvelope(options) {
      const one = await simulatedEnvelope(options);
      envelopes.set(one.id, one);
      return one;
    },
    remove: ({ id }) => void envelopes.delete(id),
    onList: changes.onList,
    hooks,
    rotateApiToken: () => (apiToken = newToken()),
    faults: board,
    requests: server.requests,
    close: server.close,
  };
}

function newToken(): string {
  return `token_${randomBytes(32).toString('base64url')}`;
}
