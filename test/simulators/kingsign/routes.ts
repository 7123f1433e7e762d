import type { HonestAnswer } from '../kit/play-fault';
import type { HookStore } from '../kit/registered-hooks';
import { json, pdf, type SeenRequest } from '../kit/route-server';
import { documentAnswer, downloadAnswer, plainError, templateAnswer } from './api-answers';
import {
  findDocuments,
  hasOperators,
  isListQuery,
  type DocumentsQuery,
  type QueryBehaviour,
} from './documents-query';
import {
  failure,
  integrationAnswer,
  integrationRoute,
  type Integration,
  type IntegrationBehaviour,
  type IntegrationRoute,
} from './integrations';
import type { SimulatedDocument } from './simulated-document';

/** The names of the simulator's routes: the actions of its only API route, and the storage of downloads. */
export type RouteName =
  'get-documents' | 'get-templates' | 'download-document' | 'other-action' | 'storage' | IntegrationRoute;

/** The dependencies of the routes. */
export interface SimulatorState {
  readonly origin: string;
  readonly apiKey: string;
  readonly documents: readonly SimulatedDocument[];
  readonly queryBehaviour: QueryBehaviour;
  readonly hooks: HookStore<Integration>;
  readonly integrations: IntegrationBehaviour;
  /** Called before each answer with a list. */
  readonly listing: () => void;
}

/** The path of the instance on its host. */
export const basePath = '/kingsign';

const actions: ReadonlyMap<string, RouteName> = new Map([
  ['GET_DOCUMENTS', 'get-documents'],
  ['GET_TEMPLATES', 'get-templates'],
  ['DOWNLOAD_DOCUMENT', 'download-document'],
]);

/** Finds the route of a request. */
export function routeOf({ method, path, body }: Omit<SeenRequest, 'route'>): RouteName | undefined {
  if (method === 'GET' && path.startsWith('/storage/')) return 'storage';
  const integration = integrationRoute(method, path);
  if (integration) return integration;
  if (method !== 'POST' || path !== `${basePath}/api`) return undefined;
  return actions.get(payloadOf(body).action ?? '') ?? 'other-action';
}

/** Makes the correct answer of a route. */
export function answerOf(
  state: SimulatorState,
  { route, path, headers, body }: SeenRequest<RouteName> & { readonly route: RouteName },
): HonestAnswer {
  const key = headers['ks-api-key'];
  if (isIntegration(route)) {
    if (state.integrations.needsKey && key !== state.apiKey) return failure(401, 'NotAuthenticated');
    return integrationAnswer(state.hooks, state.integrations, { route, path, body });
  }
  if (route === 'storage') return stored(state.documents, path, key !== undefined);
  if (key === undefined) return plainError('Invalid API key: API key is required in ks-api-key header');
  if (key !== state.apiKey) {
    return plainError(
      'Invalid API key: Failed to decrypt API key: Unsupported state or unable to authenticate data',
    );
  }
  return actionAnswer(state, route, payloadOf(body));
}

const isIntegration = (route: RouteName): route is IntegrationRoute =>
  route.endsWith('-integrations') || route.endsWith('-integration');

interface ActionPayload {
  readonly action?: string;
  readonly requestPayload?: { readonly query?: DocumentsQuery; readonly documentId?: string };
}

function payloadOf(body: string): ActionPayload {
  return JSON.parse(body || '{}') as ActionPayload;
}

function actionAnswer(
  state: SimulatorState,
  route: Exclude<RouteName, IntegrationRoute>,
  { action, requestPayload: { query, documentId } = {} }: ActionPayload,
): HonestAnswer {
  const { documents, origin } = state;
  switch (route) {
    case 'get-documents':
      return documentsAnswer(state, query);
    case 'get-templates':
      return json(201, templates(documents, query));
    case 'download-document': {
      const one = documents.find(({ _id }) => _id === documentId);
      return one
        ? json(201, downloadAnswer(one, origin))
        : plainError('Document not found in this workspace');
    }
    case 'other-action':
    case 'storage':
      return plainError(`Unknown action: ${action}`);
  }
}

function documentsAnswer(
  { documents, queryBehaviour, listing }: SimulatorState,
  query: DocumentsQuery | undefined,
): HonestAnswer {
  if (isListQuery(query)) listing();
  if (queryBehaviour.refusesOperators && hasOperators(query)) return plainError('Invalid query parameter');
  const visible = documents.filter(({ archived }) => !archived);
  return json(201, findDocuments(visible, queryBehaviour, query).map(documentAnswer));
}

function templates(documents: readonly SimulatedDocument[], query: DocumentsQuery | undefined) {
  const limit = typeof query?.$limit === 'number' ? query.$limit : undefined;
  const found = documents.filter(({ templateId }) => matches(query, templateId));
  return found.slice(0, limit).map(templateAnswer);
}

function matches(query: DocumentsQuery | undefined, id: string): boolean {
  return query?._id === undefined || query._id === id;
}

/** The storage refuses a request with an API key, and an incomplete link. */
function stored(documents: readonly SimulatedDocument[], path: string, hasKey: boolean): HonestAnswer {
  const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
  const one = documents.find(({ fileId }) => pathname === `/storage/${fileId}`);
  const isGenuine = one && searchParams.get('X-Amz-Signature') === one.linkSignature;
  if (!isGenuine || hasKey) {
    const body = Buffer.from('<Error><Code>SignatureDoesNotMatch</Code></Error>');
    return { status: 403, contentType: 'application/xml', body };
  }
  return pdf(one.pdf);
}
