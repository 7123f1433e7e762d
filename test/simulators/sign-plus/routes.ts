import { randomUUID } from 'node:crypto';
import type { HonestAnswer } from '../kit/play-fault';
import type { HookStore } from '../kit/registered-hooks';
import { json, pdf } from '../kit/route-server';
import { envelopeAnswer, listAnswer } from './envelope-answer';
import type { SignPlusEnvelope } from './simulated-envelope';
import { createWebhook, deleteWebhook, listWebhooks } from './webhook-routes';

/** The names of the simulator's routes. */
export type RouteName =
  | 'envelope'
  | 'list'
  | 'signed-documents'
  | 'signed-documents-with-certificate'
  | 'certificate'
  | 'create-webhook'
  | 'list-webhooks'
  | 'delete-webhook';

export type Envelopes = ReadonlyMap<string, SignPlusEnvelope>;

/** What a request to a route has. */
export interface Asked {
  readonly id: string | undefined;
  readonly body: string;
  readonly hooks: HookStore;
}

export interface Route {
  readonly name: RouteName;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: RegExp;
  readonly answer: (envelopes: Envelopes, asked: Asked) => HonestAnswer;
}

/**
 * The part of the provider's API that the archiver and a user who registers an address call.
 * Source: apidoc.sign.plus and github.com/AlohiHQ/signplus-typescript v2.3.0, checked 2026-11-21.
 */
export const routes: readonly Route[] = [
  {
    name: 'envelope',
    method: 'GET',
    path: /^\/v2\/envelope\/([^/?]+)$/,
    answer: (envelopes, { id }) => withEnvelope(envelopes, id, (one) => json(200, envelopeAnswer(one))),
  },
  {
    name: 'signed-documents',
    method: 'GET',
    path: /^\/v2\/envelope\/([^/?]+)\/signed_documents\?certificate_of_completion=false$/,
    answer: (envelopes, { id }) => whenSigned(envelopes, id, ({ pdfs }) => pdfs.executed.file),
  },
  {
    name: 'signed-documents-with-certificate',
    method: 'GET',
    path: /^\/v2\/envelope\/([^/?]+)\/signed_documents\?certificate_of_completion=true$/,
    answer: (envelopes, { id }) =>
      whenSigned(envelopes, id, ({ pdfs }) => drawnAnew(pdfs.withCertificate.file)),
  },
  {
    name: 'certificate',
    method: 'GET',
    path: /^\/v2\/envelope\/([^/?]+)\/certificate$/,
    answer: (envelopes, { id }) =>
      withEnvelope(envelopes, id, ({ completed, pdfs }) =>
        completed ? pdf(drawnAnew(pdfs.certificate)) : notFound,
      ),
  },
  {
    name: 'list',
    method: 'POST',
    path: /^\/v2\/envelopes$/,
    answer: (envelopes, { body }) => json(200, listAnswer(envelopes.values(), body)),
  },
  {
    name: 'create-webhook',
    method: 'POST',
    path: /^\/v2\/webhook$/,
    answer: (_, { hooks, body }) => createWebhook(hooks, body),
  },
  {
    name: 'list-webhooks',
    method: 'POST',
    path: /^\/v2\/webhooks$/,
    answer: (_, { hooks, body }) => listWebhooks(hooks, body),
  },
  {
    name: 'delete-webhook',
    method: 'DELETE',
    path: /^\/v2\/webhook\/([^/?]+)$/,
    answer: (_, { hooks, id }) => deleteWebhook(hooks, id),
  },
];

/** A trap: an unsigned envelope has a PDF too, with status 200. */
function whenSigned(
  envelopes: Envelopes,
  id: string | undefined,
  signed: (one: SignPlusEnvelope) => Buffer,
): HonestAnswer {
  return withEnvelope(envelopes, id, (one) => pdf(one.completed ? signed(one) : one.pdfs.unsigned));
}

/** Makes the same pages with different bytes each time. */
function drawnAnew(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.from(`\n% drawn for ${randomUUID()}\n`)]);
}

function withEnvelope(
  envelopes: Envelopes,
  id: string | undefined,
  answer: (one: SignPlusEnvelope) => HonestAnswer,
): HonestAnswer {
  const one = envelopes.get(id ?? '');
  return one ? answer(one) : notFound;
}

const notFound = json(404, { message: 'Not found' });
