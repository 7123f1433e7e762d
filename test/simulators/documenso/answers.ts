import { isSince } from './instance-version';
import type { DocumensoEnvelope } from './simulated-envelope';

/** The answer of API v2 about one envelope. Source: packages/lib/types/envelope.ts at v2.0.0 to v2.17.0, checked 2026-11-27. */
export function envelopeAnswer(one: DocumensoEnvelope) {
  return {
    internalVersion: 2,
    type: 'DOCUMENT',
    id: one.id,
    secondaryId: `document_${one.number}`,
    externalId: one.externalId,
    title: one.title,
    ...stateOf(one),
    deletedAt: null,
    userId: 1,
    teamId: 3,
    recipients: one.recipients.map(({ id, name, email, role, token }) => ({ id, name, email, role, token })),
    fields: [],
    envelopeItems: one.items.map(({ id, title, order, documentDataId }) => ({
      id,
      envelopeId: one.id,
      // Since v2.8.0.
      ...(isSince(one.version, '2.12') ? { documentDataId } : {}),
      title,
      order,
    })),
  };
}

/** The answer to a query by numbers: whole envelopes, without unknown ones. */
export function envelopesAnswer(envelopes: readonly DocumensoEnvelope[], body: string) {
  const { ids } = JSON.parse(body) as {
    readonly ids: { readonly type: string; readonly ids: readonly unknown[] };
  };
  const isAsked = ({ id, number }: DocumensoEnvelope) =>
    ids.ids.includes(ids.type === 'documentId' ? number : id);
  return { data: envelopes.filter(isAsked).map(envelopeAnswer) };
}

/**
 * The answer of API v2 about a document. An instance that stores its files in its database puts the first PDF into it, as it was
 * and as it is now. Source: packages/lib/types/document.ts at v2.0.0 and v2.3.1, checked 2026-11-27.
 */
export function documentRouteAnswer(one: DocumensoEnvelope, storage: 's3' | 'database') {
  const [first] = one.items;
  const [now, before] =
    storage === 's3' ? ['x/1.pdf', 'x/0.pdf'] : pdfsOf(one).map((bytes) => bytes.toString('base64'));
  return {
    id: one.number,
    externalId: one.externalId,
    userId: 1,
    title: one.title,
    ...stateOf(one),
    deletedAt: null,
    teamId: 3,
    envelopeId: one.id,
    internalVersion: 2,
    documentDataId: first?.documentDataId,
    documentData: {
      type: storage === 's3' ? 'S3_PATH' : 'BYTES_64',
      id: first?.documentDataId,
      data: now,
      initialData: before,
      envelopeItemId: first?.id,
    },
    envelopeItems: one.items.map(({ id }) => ({ id, envelopeId: one.id })),
    recipients: one.recipients.map(({ id, name, email, role, token }) => ({ id, name, email, role, token })),
    fields: [],
  };
}

function pdfsOf({ completed, items: [first] }: DocumensoEnvelope): readonly Buffer[] {
  if (!first) return [];
  const { executed, unsigned } = first.pdfs;
  return [completed ? executed : unsigned, unsigned];
}

/** The answer of the first API about a document. Its signing links are secrets. */
export function documentAnswer(one: DocumensoEnvelope) {
  return {
    id: one.number,
    externalId: one.externalId,
    userId: 1,
    teamId: 3,
    title: one.title,
    ...stateOf(one),
    ...(isSince(one.version, '2.0') ? {} : { documentDataId: one.items[0]?.documentDataId }),
    recipients: one.recipients.map(({ id, name, email, role, token }) => ({
      id,
      name,
      email,
      role,
      token,
      signingUrl: `https://sign.example.com/sign/${token}`,
    })),
  };
}

function stateOf({ completed, createdAt, sentAt, completedAt }: DocumensoEnvelope) {
  return {
    status: completed ? 'COMPLETED' : 'PENDING',
    createdAt,
    updatedAt: completed ? completedAt : sentAt,
    completedAt: completed ? completedAt : null,
  };
}
