import { randomUUID } from 'node:crypto';
import type { HonestAnswer } from '../kit/play-fault';
import { json, pdf } from '../kit/route-server';
import { documentAnswer, envelopeAnswer, envelopesAnswer } from './answers';
import type { InstanceVersion } from './envelope-webhooks';
import type { DocumensoEnvelope, SimulatedItem } from './simulated-envelope';

/** The names of the simulator's routes. */
export type RouteName =
  | 'envelope'
  | 'get-many'
  | 'openapi'
  | 'item-download'
  | 'certificate'
  | 'audit-log'
  | 'v1-document'
  | 'v1-download'
  | 'storage';

/** The dependencies of the routes. */
export interface SimulatorState {
  readonly envelopes: readonly DocumensoEnvelope[];
  readonly origin: () => string;
  /** The storage of the instance's files, in 1.x only. */
  readonly storage: 's3' | 'database';
}

export interface Route {
  readonly name: RouteName;
  /** The oldest version with this route. */
  readonly since: InstanceVersion;
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  /** Whether the route needs no API key: the storage only needs its presigned address. */
  readonly isOpen?: true;
  readonly answer: (state: SimulatorState, id: string | undefined, body: string) => HonestAnswer;
}

/**
 * The part of the provider's API that the archiver uses.
 * Source: apps/remix/server/api/download/download.ts, packages/trpc/server/envelope-router and
 * packages/api/v1/implementation.ts of github.com/documenso/documenso, checked 2026-11-21.
 */
export const routes: readonly Route[] = [
  {
    name: 'envelope',
    since: '2.17',
    method: 'GET',
    path: /^\/api\/v2\/envelope\/([^/?]+)$/,
    answer: (state, id) => withEnvelope(state, id, (one) => json(200, envelopeAnswer(one))),
  },
  {
    name: 'get-many',
    since: '2.17',
    method: 'POST',
    path: /^\/api\/v2\/envelope\/get-many$/,
    answer: ({ envelopes }, _, body) => json(200, envelopesAnswer(envelopes, body)),
  },
  {
    name: 'openapi',
    since: '2.17',
    method: 'GET',
    isOpen: true,
    path: /^\/api\/v2\/openapi\.json$/,
    answer: () => json(200, { openapi: '3.1.0', paths: { '/envelope/get-many': { post: {} } } }),
  },
  {
    name: 'item-download',
    since: '2.17',
    method: 'GET',
    path: /^\/api\/v2\/envelope\/item\/([^/?]+)\/download(?:\?version=signed)?$/,
    // A trap: an unsigned item has a PDF too, with status 200.
    answer: (state, id) =>
      withItem(state, id, ({ pdfs }, one) => pdf(one.completed ? pdfs.executed : pdfs.unsigned)),
  },
  {
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

/** The answer of a download route to an unknown error. */
function serverError(code: string): HonestAnswer {
  return json(500, { error: 'Something went wrong', code });
}

function downloadAddress({ origin, storage }: SimulatorState, one: DocumensoEnvelope): HonestAnswer {
  if (storage !== 's3') {
    return json(500, { message: 'Document downloads are only available when S3 storage is configured.' });
  }
  if (!one.completed) return json(400, { message: 'Document is not completed yet.' });
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
