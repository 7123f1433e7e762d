import type { HonestAnswer } from '../kit/play-fault';
import type { HookStore, RegisteredHook } from '../kit/registered-hooks';
import { json } from '../kit/route-server';
import { newId } from './simulated-document';

/** A notification integration in the provider's database. */
export interface Integration extends RegisteredHook {
  readonly name: string;
  readonly isEnabled: boolean;
  readonly workspaceId: string;
}

/** How an instance answers about integrations. Tests may change it. */
export interface IntegrationBehaviour {
  /** Whether it asks for the API key. The public code does not. */
  needsKey: boolean;
  /** The maximum size of a page. */
  maxPage: number;
}

/** The service of the public code: open to anybody, with pages. */
export const openService: IntegrationBehaviour = { needsKey: false, maxPage: 50 };

const servicePath = /^\/kingsign\/notification-integrations(?:\/([^/?]+))?(?:\?(.*))?$/;

/** The names of the routes. */
export type IntegrationRoute = 'list-integrations' | 'create-integration' | 'remove-integration';

/** Finds the route of a request to the service. */
export function integrationRoute(method: string, path: string): IntegrationRoute | undefined {
  const [found, id] = servicePath.exec(path) ?? [];
  if (found === undefined) return undefined;
  if (method === 'DELETE') return 'remove-integration';
  if (id !== undefined) return undefined;
  return method === 'POST' ? 'create-integration' : 'list-integrations';
}

/** Answers as the provider's framework (Feathers 4) does. */
export function integrationAnswer(
  hooks: HookStore<Integration>,
  behaviour: IntegrationBehaviour,
  { route, path, body }: { readonly route: IntegrationRoute; readonly path: string; readonly body: string },
): HonestAnswer {
  const [, id = '', query = ''] = servicePath.exec(path) ?? [];
  if (route === 'list-integrations') return listed(hooks, behaviour, new URLSearchParams(query));
  if (route === 'create-integration') return created(hooks, JSON.parse(body) as Row);
  // Without an id it would remove all of them, which the service does not allow.
  if (id === '') return failure(405, 'MethodNotAllowed');
  const removed = hooks.remove(id);
  return removed ? json(200, row(removed)) : failure(404, 'NotFound');
}

function listed(
  hooks: HookStore<Integration>,
  { maxPage }: IntegrationBehaviour,
  query: URLSearchParams,
): HonestAnswer {
  const workspaceId = query.get('workspaceId');
  const found = hooks.all().filter((one) => workspaceId === null || one.workspaceId === workspaceId);
  if (query.get('$sort[_id]') === '1') found.sort((one, other) => (one.id < other.id ? -1 : 1));
  const limit = Math.min(Number(query.get('$limit') ?? 10), maxPage);
  const skip = Number(query.get('$skip') ?? 0);
  return json(200, { total: found.length, limit, skip, data: found.slice(skip, skip + limit).map(row) });
}

/** The fields of a row, as the database has them. */
interface Row {
  readonly name: string;
  readonly url: string;
  readonly notificationType: string;
  readonly isEnabled?: boolean;
  readonly workspaceId: string;
}

function created(
  hooks: HookStore<Integration>,
  { name, url, notificationType, isEnabled = true, workspaceId }: Row,
): HonestAnswer {
  const isType = ['document.completed', 'document.updated'].includes(notificationType);
  if (!name || !isType || !/^https?:\/\/.+/.test(url) || !workspaceId) return failure(400, 'BadRequest');
  const hook = { id: newId(), target: url, event: notificationType, name, isEnabled, workspaceId };
  return json(201, row(hooks.add(hook)));
}

const row = ({ id, target, event, ...more }: Integration) => ({
  _id: id,
  url: target,
  notificationType: event,
  ...more,
  createdAt: '2024-01-15T10:30:00.000Z',
  updatedAt: '2024-01-15T10:30:00.000Z',
  __v: 0,
});

/** An error of the framework. */
export function failure(code: number, name: string): HonestAnswer {
  return json(code, { name, message: name, code, className: name.toLowerCase(), errors: {} });
}
