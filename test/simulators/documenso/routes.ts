import { randomUUID } from 'node:crypto';
import type { HonestAnswer } from '../kit/play-fault';
import { json, pdf } from '../kit/route-server';
import { documentAnswer, documentRouteAnswer, envelopeAnswer, envelopesAnswer } from './answers';
import { isSince, type InstanceVersion } from './instance-version';
import {
  documentListAnswer,
  envelopeListAnswer,
  firstListAnswer,
  foldersAnswer,
  type SimulatedFolder,
} from './list-answers';
import type { DocumensoEnvelope, SimulatedItem } from './simulated-envelope';

/** The names of the simulator's routes. */
export type RouteName =
  | 'envelope'
  | 'get-many'
  | 'document'
  | 'openapi'
  | 'item-download'
  | 'older-item-download'
  | 'certificate'
  | 'audit-log'
  | 'list'
  | 'older-list'
  | 'folders'
  | 'v1-list'
  | 'v1-document'
  | 'v1-download'
  | 'storage';

/** The dependencies of the routes. */
export interface SimulatorState {
  readonly envelopes: readonly DocumensoEnvelope[];
  readonly folders: readonly SimulatedFolder[];
  /** Runs before each answer of a list. */
  readonly beforeList: () => void;
  readonly origin: () => string;
  readonly storage: 's3' | 'database';
  readonly version: InstanceVersion;
}

export interface Route {
  readonly name: RouteName;
  /** The oldest simulated version with this route, and the newest one: by default the newest of all. */
  readonly since: InstanceVersion;
  readonly until?: InstanceVersion;
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  /** The name of the route in the instance's description of API v2. */
  readonly describedAs?: string;
  /** Whether the route needs no API key: the storage only needs its presigned address. */
  readonly isOpen?: true;
  readonly answer: (state: SimulatorState, id: string | undefined, body: string) => HonestAnswer;
}

/**
 * The part of the provider's API that the archiver uses.
 * Source: apps/remix/server/router.ts, apps/remix/server/api/download/download.ts, packages/trpc/server/envelope-router,
 * packages/trpc/server/document-router and packages/api/v1/implementation.ts of github.com/documenso/documenso at v1.12.10, v2.0.0,
 * v2.3.1, v2.12.0 and v2.17.0, checked 2026-11-27.
 */
export const routes: readonly Route[] = [
  {
    name: 'envelope',
    since: '2.0',
    describedAs: '/envelope/{envelopeId}',
    method: 'GET',
    path: /^\/api\/v2\/envelope\/([^/?]+)$/,
    answer: (state, id) => withEnvelope(state, id, (one) => json(200, envelopeAnswer(one))),
  },
  {
    // Since v2.3.2.
    name: 'get-many',
    since: '2.12',
    describedAs: '/envelope/get-many',
    method: 'POST',
    path: /^\/api\/v2\/envelope\/get-many$/,
    answer: ({ envelopes }, _, body) => json(200, envelopesAnswer(envelopes, body)),
  },
  {
    name: 'document',
    since: '2.0',
    describedAs: '/document/{documentId}',
    method: 'GET',
    path: /^\/api\/v2\/document\/(\d+)$/,
    answer: (state, id) =>
      withEnvelope(state, id, (one) => json(200, documentRouteAnswer(one, state.storage))),
  },
  {
    name: 'openapi',
    since: '2.0',
    method: 'GET',
    isOpen: true,
    path: /^\/api\/v2\/openapi\.json$/,
    answer: ({ version }) => json(200, { openapi: '3.1.0', paths: described(version) }),
  },
  {
    // Since v2.0.8.
    name: 'item-download',
    since: '2.3.1',
    describedAs: '/envelope/item/{envelopeItemId}/download',
    method: 'GET',
    path: /^\/api\/v2\/envelope\/item\/([^/?]+)\/download(?:\?version=signed)?$/,
    // A trap: an unsigned item has a PDF too, with status 200.
    answer: (state, id) =>
      withItem(state, id, ({ pdfs }, one) => pdf(one.completed ? pdfs.executed : pdfs.unsigned)),
  },
  {
    name: 'older-item-download',
    since: '2.0',
    until: '2.0',
    describedAs: '/envelopeItem/{envelopeItemId}/download',
    method: 'GET',
    path: /^\/api\/v2\/envelopeItem\/([^/?]+)\/download$/,
    answer: (state, id) =>
      withItem(state, id, ({ pdfs }, one) => pdf(one.completed ? pdfs.executed : pdfs.unsigned)),
  },
  {
    // Since v2.14.0.
    name: 'certificate',
    since: '2.17',
    method: 'GET',
    path: /^\/api\/v2\/envelope\/([^/?]+)\/certificate\/download$/,
    answer: (state, id) =>
      withEnvelope(state, id, ({ completed, proofs }) =>
        completed ? drawnAnew(proofs.certificate) : serverError('DOCUMENT_NOT_COMPLETE'),
      ),
  },
  {
    name: 'audit-log',
    since: '2.17',
    method: 'GET',
    path: /^\/api\/v2\/envelope\/([^/?]+)\/audit-log\/download$/,
    answer: (state, id) => withEnvelope(state, id, ({ proofs }) => drawnAnew(proofs.auditLog)),
  },
  {
    // Since v2.3.2.
    name: 'list',
    since: '2.12',
    describedAs: '/envelope',
    method: 'GET',
    path: /^\/api\/v2\/envelope\?(.*)$/,
    answer: (state, query = '') => whenListed(state, () => envelopeListAnswer(state.envelopes, query)),
  },
  {
    name: 'older-list',
    since: '2.0',
    describedAs: '/document',
    method: 'GET',
    path: /^\/api\/v2\/document\?(.*)$/,
    answer: (state, query = '') => whenListed(state, () => documentListAnswer(state.envelopes, query)),
  },
  {
    name: 'folders',
    since: '2.0',
    describedAs: '/folder',
    method: 'GET',
    path: /^\/api\/v2\/folder\?(.*)$/,
    answer: ({ folders }, query = '') => json(200, foldersAnswer(folders, query)),
  },
  {
    name: 'v1-list',
    since: '1.x',
    method: 'GET',
    path: /^\/api\/v1\/documents\?(.*)$/,
    answer: (state, query = '') => whenListed(state, () => firstListAnswer(state.envelopes, query)),
  },
  {
    name: 'v1-document',
    since: '1.x',
    method: 'GET',
    path: /^\/api\/v1\/documents\/(\d+)$/,
    answer: (state, id) => withEnvelope(state, id, (one) => json(200, documentAnswer(one))),
  },
  {
    name: 'v1-download',
    since: '1.x',
    method: 'GET',
    path: /^\/api\/v1\/documents\/(\d+)\/download$/,
    answer: (state, id) => withEnvelope(state, id, (one) => downloadAddress(state, one)),
  },
  {
    name: 'storage',
    since: '1.x',
    method: 'GET',
    isOpen: true,
    path: /^\/storage\/(\d+)\?X-Amz-Signature=[^&]+$/,
    answer: (state, id) =>
      withEnvelope(state, id, ({ items: [first] }) => (first ? pdf(first.pdfs.executed) : notFound)),
  },
];

function whenListed({ beforeList }: SimulatorState, answer: () => object): HonestAnswer {
  beforeList();
  return json(200, answer());
}

/** The answer of a download route to an unknown error. */
function serverError(code: string): HonestAnswer {
  return json(500, { error: 'Something went wrong', code });
}

/** Whether a version has a route. */
export function hasRoute(version: InstanceVersion, { since, until = '2.17' }: Route): boolean {
  return isSince(version, since) && isSince(until, version);
}

/** Whether a request is about an envelope: its path has an id of it, or its body the number. */
export function isNamed(
  { id, number, items }: DocumensoEnvelope,
  named: string | undefined,
  body: string,
): boolean {
  const isInPath = [id, String(number), ...items.map((item) => item.id)].some((one) => one === named);
  return isInPath || (named === undefined && new RegExp(`\\b${number}\\b`).test(body));
}

/** The answer of an instance that lacks a route. */
export const noRoute = json(404, { message: 'Not found', code: 'NOT_FOUND' });

/**
 * The answer to a wrong token. Until v2.2.6 API v2 names it in a message only, and the downloads do not name it.
 * Source: packages/lib/server-only/public-api/get-api-token-by-token.ts and apps/remix/server/api/download/download.ts at
 * v2.0.0, v2.2.6 and v2.2.7, checked 2026-11-27.
 */
export function refusalOf(version: InstanceVersion, { name, path }: Route): HonestAnswer {
  if (version !== '2.0' || path.source.includes('v1')) {
    return json(401, { error: 'Invalid token', code: 'UNAUTHORIZED' });
  }
  if (name === 'older-item-download') return json(500, { error: 'Internal server error' });
  return json(500, { message: 'Invalid token', code: 'INTERNAL_SERVER_ERROR' });
}

function described(version: InstanceVersion): Readonly<Record<string, object>> {
  const own = routes.filter((route) => hasRoute(version, route));
  return Object.fromEntries(own.flatMap(({ describedAs }) => (describedAs ? [[describedAs, {}]] : [])));
}

function downloadAddress({ origin, storage }: SimulatorState, one: DocumensoEnvelope): HonestAnswer {
  if (storage !== 's3') {
    return json(500, { message: 'Document downloads are only available when S3 storage is configured.' });
  }
  if (!one.completed) return json(400, { message: 'Document is not completed yet.' });
  // Since v1.13.0. Before it, a document has one PDF.
  if (isSince(one.version, '2.0') && one.items.length !== 1) {
    return json(400, { message: 'API V1 does not support items' });
  }
  return json(200, { downloadUrl: `${origin()}/storage/${one.number}?X-Amz-Signature=${randomUUID()}` });
}

/** Makes the same pages with different bytes each time. */
function drawnAnew(bytes: Buffer): HonestAnswer {
  return pdf(Buffer.concat([bytes, Buffer.from(`\n% drawn for ${randomUUID()}\n`)]));
}

function withEnvelope(
  { envelopes }: SimulatorState,
  id: string | undefined,
  answer: (one: DocumensoEnvelope) => HonestAnswer,
): HonestAnswer {
  const one = envelopes.find((each) => each.id === id || String(each.number) === id);
  return one ? answer(one) : notFound;
}

function withItem(
  { envelopes }: SimulatorState,
  id: string | undefined,
  answer: (item: SimulatedItem, one: DocumensoEnvelope) => HonestAnswer,
): HonestAnswer {
  const one = envelopes.find(({ items }) => items.some((item) => item.id === id));
  const item = one?.items.find((each) => each.id === id);
  return one && item ? answer(item, one) : notFound;
}

const notFound = json(404, { error: 'Document not found', code: 'NOT_FOUND' });
