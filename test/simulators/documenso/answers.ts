import type { DocumensoEnvelope } from './simulated-envelope';

/** The answer of API v2 about one envelope. Source: packages/lib/types/envelope.ts at v2.17.0, checked 2026-11-21. */
export function envelopeAnswer(one: DocumensoEnvelope) {
  return {
    ...listedAnswer(one),
    fields: [],
    envelopeItems: one.items.map(({ id, title, order, documentDataId }) => ({
      id,
      envelopeId: one.id,
      documentDataId,
      title,
      order,
    })),
  };
}

/** The answer to a query by numbers: without items, and without unknown envelopes. */
export function envelopesAnswer(envelopes: readonly DocumensoEnvelope[], body: string) {
  const { ids } = JSON.parse(body) as {
    readonly ids: { readonly type: string; readonly ids: readonly unknown[] };
  };
  const isAsked = ({ id, number }: DocumensoEnvelope) =>
    ids.ids.includes(ids.type === 'documentId' ? number : id);
  return { data: envelopes.filter(isAsked).map(listedAnswer) };
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
    documentDataId: one.items[0]?.documentDataId,
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

function listedAnswer(one: DocumensoEnvelope) {
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
