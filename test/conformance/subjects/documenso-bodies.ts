import type { Json } from '../subject';

/** Nobody must see them: whoever has one can sign. */
export const signingTokens = ['vbT8hi3jKQmrFP_LN1WcS', 'HkrptwS42ZBXdRKj1TyUo'] as const;

export const envelopeId = 'envelope_abcdefghijklmnop';
export const updatedAt = '2026-04-22T11:48:07.569Z';
export const completedAt = '2026-04-22T11:52:05.707Z';
export const createdAt = '2026-04-22T11:52:18.277Z';
export const firstSignedAt = '2026-04-22T11:51:10.055Z';
export const lastSignedAt = '2026-04-22T11:52:05.688Z';

/** Ada, who looks at it and has signed first. */
export const ada: Json = {
  id: 52,
  envelopeId,
  documentId: 810,
  templateId: null,
  email: 'ada@example.com',
  name: 'Ada Byron',
  token: signingTokens[0],
  expiresAt: null,
  expirationNotifiedAt: null,
  signedAt: firstSignedAt,
  authOptions: { accessAuth: [], actionAuth: [] },
  signingOrder: 1,
  rejectionReason: null,
  role: 'SIGNER',
  readStatus: 'OPENED',
  signingStatus: 'SIGNED',
  sendStatus: 'SENT',
};

/** Alan, who has not signed. */
export const alan: Json = {
  ...ada,
  id: 51,
  email: 'alan@example.com',
  name: 'Alan Mathison',
  token: signingTokens[1],
  signedAt: null,
  signingOrder: 2,
  readStatus: 'NOT_OPENED',
  signingStatus: 'NOT_SIGNED',
};

/** Alan, who has signed last. */
export const alanSigned: Json = {
  ...alan,
  signedAt: lastSignedAt,
  readStatus: 'OPENED',
  signingStatus: 'SIGNED',
};

/** Source: packages/lib/types/webhook-payload.ts at v2.17.0, checked 2026-11-21. */
const payload = {
  id: 810,
  envelopeId,
  externalId: 'lease-7',
  userId: 1,
  authOptions: null,
  formValues: null,
  visibility: 'EVERYONE',
  title: 'Lease',
  status: 'PENDING',
  createdAt: '2026-04-22T11:44:43.341Z',
  updatedAt,
  completedAt: null,
  deletedAt: null,
  teamId: 3,
  templateId: null,
  source: 'DOCUMENT',
  documentMeta: { subject: 'Please sign', message: null },
};

/** A delivery of v2.17: both arrays of recipients are the same. */
export function body(event: string, given: Json = {}, recipients: readonly Json[] = [ada, alan]): Json {
  return {
    event,
    payload: { ...payload, ...given, recipients, Recipient: recipients },
    createdAt,
    webhookEndpoint: 'https://hooks.example.com/webhooks/documenso',
  };
}

/** The same without what came in 2.13, 2.7 and 1.9: no envelope id, and the recipients under their old name only. */
export function olderBody(event: string, given: Json = {}, recipients: readonly Json[] = [ada, alan]): Json {
  return {
    event,
    payload: {
      ...without(payload, 'envelopeId', 'externalId'),
      documentDataId: 'hs8qz1ktr9204jn7mg6c5dxy0',
      ...given,
      Recipient: recipients.map((recipient) => without(recipient, 'envelopeId', 'expiresAt', 'signingOrder')),
    },
    createdAt,
    webhookEndpoint: 'https://hooks.example.com/webhooks/documenso',
  };
}

function without(json: Json, ...names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
}

/** As the test button of 1.12.3 to 2.9.0 and the resend of 2.8.1 to 2.9.0 sent it. */
export function wrapped(inner: Json): Json {
  return { event: inner.event, payload: inner, createdAt: '2026-04-22T12:00:00.000Z', webhookEndpoint: 'x' };
}

/** The same event in another attempt, to another address of ours. */
export function again(one: Json): Json {
  return {
    ...one,
    createdAt: '2026-04-22T13:00:00.000Z',
    webhookEndpoint: 'https://moved.example.com/hooks',
  };
}
