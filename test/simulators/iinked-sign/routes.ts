import type { HonestAnswer } from '../kit/play-fault';
import { json, pdf } from '../kit/route-server';
import { listAnswer, type ListBehaviour } from './package-list';
import { packageStatus } from './package-status';
import type { RegisteredEndpoint } from './signed-delivery';
import type { SimulatedDocument, SimulatedPackage } from './simulated-package';

/** The dependencies of the routes. */
export interface SimulatorState {
  readonly packages: ReadonlyMap<string, SimulatedPackage>;
  readonly register: (url: string, name?: string) => RegisteredEndpoint;
  readonly unregister: (url: string) => boolean;
  readonly listBehaviour: ListBehaviour;
}

/** The names of the simulator's routes. */
export type RouteName = 'status' | 'list' | 'executed' | 'cac' | 'master-file' | 'register';

export interface Route {
  readonly name: RouteName;
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly answer: (state: SimulatorState, ids: readonly string[], body: string) => HonestAnswer;
}

/**
 * The part of the provider's API that the archiver and the operator's commands use.
 * Source: Webhooks guide, Setup webhooks, Packages status and list APIs, v4, checked 2026-11-21.
 */
export const routes: readonly Route[] = [
  {
    name: 'status',
    method: 'GET',
    path: /^\/api\/v1\/packages\/([^/]+)\/status$/,
    answer: ({ packages }, [id]) => withPackage(packages, id, (one) => json(200, packageStatus(one))),
  },
  {
    name: 'list',
    method: 'POST',
    path: /^\/api\/v1\/packages\/list$/,
    answer: ({ packages, listBehaviour }, _, body) => listAnswer([...packages.values()], listBehaviour, body),
  },
  {
    name: 'executed',
    method: 'GET',
    path: /^\/api\/v1\/packages\/([^/]+)\/documents\/([^/]+)\/pdf\/executed\/download$/,
    // A trap: an unsigned package has a PDF too, with status 200.
    answer: ({ packages }, [id, documentId]) =>
      withDocument(packages, id, documentId, (document, one) =>
        pdf(one.executed ? document.pdfs.executed : document.pdfs.unsigned),
      ),
  },
  {
    name: 'cac',
    method: 'GET',
    path: /^\/api\/v1\/packages\/([^/]+)\/documents\/([^/]+)\/pdf\/cac\/download$/,
    answer: ({ packages }, [id, documentId]) =>
      withDocument(packages, id, documentId, ({ pdfs }, one) =>
        one.executed && pdfs.cac ? pdf(pdfs.cac) : notFound,
      ),
  },
  {
    name: 'master-file',
    method: 'GET',
    path: /^\/api\/v1\/masterfiles\/([^/]+)\/pdf\/download$/,
    answer: ({ packages }, [id]) =>
      withPackage(packages, id, (one) => (one.executed ? pdf(one.masterFile) : notFound)),
  },
  {
    name: 'register',
    method: 'POST',
    path: /^\/api\/v1\/events\/endpoints\/set$/,
    answer: (state, _, body) => register(state, body),
  },
];

function register(state: SimulatorState, body: string): HonestAnswer {
  const { url, name, delete: remove } = JSON.parse(body || '{}') as Readonly<Record<string, unknown>>;
  if (typeof url !== 'string' || !url.startsWith('https://'))
    return json(400, { error: 'url must use HTTPS' });
  if (remove === true) return state.unregister(url) ? json(200, {}) : notFound;
  return json(200, { endpoint: state.register(url, typeof name === 'string' ? name : undefined) });
}

function withPackage(
  packages: ReadonlyMap<string, SimulatedPackage>,
  packageId: string | undefined,
  answer: (one: SimulatedPackage) => HonestAnswer,
): HonestAnswer {
  const one = packages.get(packageId ?? '');
  return one ? answer(one) : notFound;
}

function withDocument(
  packages: ReadonlyMap<string, SimulatedPackage>,
  packageId: string | undefined,
  documentId: string | undefined,
  answer: (document: SimulatedDocument, one: SimulatedPackage) => HonestAnswer,
): HonestAnswer {
  return withPackage(packages, packageId, (one) => {
    const document = one.documents.find((candidate) => candidate.documentId === documentId);
    return document ? answer(document, one) : notFound;
  });
}

const notFound = json(404, { message: 'Not found' });
