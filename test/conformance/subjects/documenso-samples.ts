import type { SigningEventType } from '../../../lambda/contracts/signing-event';
import type { Json } from '../subject';
import { wrapped } from './documenso-bodies';

/** What the Test button sends for an event, where it is not the plain sample. */
interface Sample {
  readonly event: string;
  readonly type: SigningEventType;
  /** The fields that differ from the plain sample, with the time of the press. */
  readonly given?: (pressedAt: string) => Json;
  readonly recipient?: (pressedAt: string) => Json;
}

const pending = () => ({ status: 'PENDING' });
const signed = (signedAt: string) => ({ signedAt, readStatus: 'OPENED', signingStatus: 'SIGNED' });
const template = () => ({ templateId: 10, source: 'TEMPLATE', title: 'My Template' });

/**
 * The samples of the 14 events. All times are that of the press.
 *
 * Source: packages/lib/server-only/webhooks/trigger/generate-sample-data.ts of github.com/documenso/documenso at v1.12.3, v2.9.0 and
 * v2.17.0, checked 2026-11-27.
 */
export const samples: readonly Sample[] = [
  { event: 'DOCUMENT_CREATED', type: 'envelope.created' },
  { event: 'DOCUMENT_SENT', type: 'envelope.sent', given: pending },
  {
    event: 'DOCUMENT_OPENED',
    type: 'recipient.viewed',
    given: pending,
    recipient: () => ({ readStatus: 'OPENED' }),
  },
  {
    event: 'DOCUMENT_SIGNED',
    type: 'recipient.signed',
    given: (completedAt) => ({ status: 'COMPLETED', completedAt }),
    recipient: (at) => ({ id: 51, ...signed(at) }),
  },
  {
    event: 'DOCUMENT_COMPLETED',
    type: 'envelope.completed',
    given: (completedAt) => ({ status: 'COMPLETED', completedAt }),
    recipient: signed,
  },
  {
    event: 'DOCUMENT_REJECTED',
    type: 'envelope.declined',
    given: pending,
    recipient: (at) => ({ ...signed(at), signingStatus: 'REJECTED', rejectionReason: 'No' }),
  },
  {
    event: 'DOCUMENT_CANCELLED',
    type: 'envelope.voided',
    given: () => ({ id: 7, userId: 3, status: 'PENDING', documentMeta: { id: 'cm6exvn96006ji02rqvzjvwoy' } }),
    recipient: () => ({ id: 7, documentId: 7 }),
  },
  {
    event: 'RECIPIENT_EXPIRED',
    type: 'recipient.expired',
    given: pending,
    recipient: (expirationNotifiedAt) => ({ expirationNotifiedAt, expiresAt: expirationNotifiedAt }),
  },
  {
    event: 'DOCUMENT_RECIPIENT_COMPLETED',
    type: 'envelope.updated',
    given: pending,
    recipient: signed,
  },
  { event: 'DOCUMENT_REMINDER_SENT', type: 'recipient.reminded', given: pending },
  { event: 'TEMPLATE_CREATED', type: 'template.created', given: template },
  { event: 'TEMPLATE_UPDATED', type: 'template.updated', given: template },
  { event: 'TEMPLATE_DELETED', type: 'template.deleted', given: template },
  { event: 'TEMPLATE_USED', type: 'template.used', given: template },
];

/** The forms of a test delivery: until v2.9.0 a whole body is in `payload`, and before v2.13.0 there is no envelope id. */
export const sampleForms = {
  'v1.12.3 to v2.9.0': (body: Json, attemptAt: string) => ({
    ...wrapped({ ...body, payload: withoutEnvelopeId(body.payload as Json) }),
    createdAt: attemptAt,
  }),
  'v2.9.1 to v2.12': (body: Json, attemptAt: string) => ({
    ...body,
    payload: withoutEnvelopeId(body.payload as Json),
    createdAt: attemptAt,
  }),
  'v2.13 and later': (body: Json, attemptAt: string) => ({ ...body, createdAt: attemptAt }),
} as const;

/** The body that a press of the Test button makes. */
export function pressed({ event, given, recipient }: Sample, pressedAt: string): Json {
  const recipients = [{ ...signer, ...recipient?.(pressedAt) }];
  return {
    event,
    payload: {
      ...sample,
      createdAt: pressedAt,
      updatedAt: pressedAt,
      ...given?.(pressedAt),
      recipients,
      Recipient: recipients,
    },
    createdAt: pressedAt,
    webhookEndpoint: 'https://hooks.example.com/webhooks/documenso',
  };
}

const sample: Json = {
  id: 10,
  envelopeId: 'env_123',
  externalId: null,
  userId: 1,
  authOptions: null,
  formValues: null,
  visibility: 'EVERYONE',
  title: 'documenso.pdf',
  status: 'DRAFT',
  documentDataId: 'hs8qz1ktr9204jn7mg6c5dxy0',
  completedAt: null,
  deletedAt: null,
  teamId: null,
  templateId: null,
  source: 'DOCUMENT',
  documentMeta: { id: 'doc_meta_123', subject: 'Please sign this document' },
};

const signer: Json = {
  id: 52,
  documentId: 10,
  templateId: null,
  email: 'signer@documenso.com',
  name: 'John Doe',
  token: 'SIGNING_TOKEN',
  documentDeletedAt: null,
  expiresAt: null,
  expirationNotifiedAt: null,
  signedAt: null,
  authOptions: null,
  signingOrder: 1,
  rejectionReason: null,
  role: 'SIGNER',
  readStatus: 'NOT_OPENED',
  signingStatus: 'NOT_SIGNED',
  sendStatus: 'NOT_SENT',
};

function withoutEnvelopeId(payload: Json): Json {
  return Object.fromEntries(Object.entries(payload).filter(([name]) => name !== 'envelopeId'));
}
