import type { SigningEventType } from '../../../lambda/contracts/signing-event';
import type { JsonValue } from '../../../lambda/kit/json';
import type { ConformanceSubject, EventRow, Json } from '../subject';
import {
  ada,
  again,
  alan,
  alanSigned,
  body,
  completedAt,
  createdAt,
  envelopeId,
  firstSignedAt,
  lastSignedAt,
  olderBody,
  signingTokens,
  updatedAt,
  wrapped,
} from './documenso-bodies';
import { documensoEnvelopes, documensoOldDocuments } from './documenso-envelopes';
import { additionalTests, generated } from './documenso-generated';

const both = [ada, alanSigned];
const sealed: Json = { status: 'COMPLETED', completedAt };
const expired = { ...alan, expirationNotifiedAt: '2026-05-01T00:00:00.000Z' };
const envelope = { id: envelopeId, legacyId: '810' };

/** What the test button sends. Source: generate-sample-data.ts at v2.17.0, checked 2026-11-21. */
const sample: Json = { id: 10, envelopeId: 'env_123', teamId: null };

interface RowOptions {
  readonly given?: Json;
  readonly recipients?: readonly Json[];
  readonly fields?: EventRow['fields'];
  readonly absent?: EventRow['absent'];
  readonly note?: string;
}

const row = (
  event: string,
  type: SigningEventType,
  rest: readonly JsonValue[],
  options: RowOptions = {},
): EventRow => ({
  name: options.note ? `${event}, ${options.note}` : event,
  body: body(event, options.given, options.recipients),
  type,
  key: [event, 810, ...rest],
  fields: { providerEvent: event, ...options.fields },
  absent: ['test', ...(options.absent ?? [])],
});

const readStates = [
  [51, 'NOT_OPENED'],
  [52, 'OPENED'],
];
const signedStates = [
  [51, 'NOT_SIGNED', null],
  [52, 'SIGNED', firstSignedAt],
];
const allSigned = [
  [51, 'SIGNED', lastSignedAt],
  [52, 'SIGNED', firstSignedAt],
];

const rows: readonly EventRow[] = [
  row('DOCUMENT_CREATED', 'envelope.created', [], { fields: { envelope } }),
  row('DOCUMENT_SENT', 'envelope.sent', [updatedAt], { fields: { envelope } }),
  row('DOCUMENT_OPENED', 'recipient.viewed', [readStates]),
  row('DOCUMENT_SIGNED', 'recipient.signed', [signedStates], { fields: { recipient: { id: '52' } } }),
  row('DOCUMENT_SIGNED', 'recipient.signed', [allSigned], {
    recipients: both,
    fields: { recipient: { id: '51' } },
    note: 'the last one',
  }),
  row(
    'DOCUMENT_SIGNED',
    'recipient.signed',
    [
      [
        [51, 'SIGNED', firstSignedAt],
        [52, 'SIGNED', firstSignedAt],
      ],
    ],
    {
      recipients: [ada, { ...alanSigned, signedAt: firstSignedAt }],
      absent: ['recipient'],
      note: 'two in one millisecond',
    },
  ),
  row('DOCUMENT_RECIPIENT_COMPLETED', 'envelope.updated', [signedStates]),
  row('DOCUMENT_COMPLETED', 'envelope.completed', [completedAt], {
    given: sealed,
    recipients: both,
    fields: { envelope: { ...envelope, status: 'COMPLETED' } },
  }),
  row('DOCUMENT_REJECTED', 'envelope.declined', [completedAt], {
    given: { status: 'REJECTED', completedAt },
  }),
  row('DOCUMENT_CANCELLED', 'envelope.voided', ['CANCELLED', completedAt, null], {
    given: { status: 'CANCELLED', completedAt },
    note: 'by its owner',
  }),
  row('DOCUMENT_CANCELLED', 'envelope.voided', ['PENDING', null, null], { note: 'while pending' }),
  row('DOCUMENT_CANCELLED', 'envelope.deleted', ['DRAFT', null, null], {
    given: { status: 'DRAFT' },
    note: 'as a draft',
  }),
  row('DOCUMENT_CANCELLED', 'envelope.deleted', ['COMPLETED', completedAt, updatedAt], {
    given: { ...sealed, deletedAt: updatedAt },
    note: 'after it was completed',
  }),
  row(
    'RECIPIENT_EXPIRED',
    'recipient.expired',
    [
      [
        [51, '2026-05-01T00:00:00.000Z'],
        [52, null],
      ],
    ],
    { recipients: [ada, expired] },
  ),
  row('DOCUMENT_REMINDER_SENT', 'recipient.reminded', [createdAt]),
  row('TEMPLATE_CREATED', 'template.created', []),
  row('TEMPLATE_UPDATED', 'template.updated', [updatedAt]),
  row('TEMPLATE_DELETED', 'template.deleted', []),
  row('TEMPLATE_USED', 'template.used', []),
  // As its event, and not the event of the document that really is number 10.
  {
    name: 'DOCUMENT_COMPLETED, of the test button',
    body: body('DOCUMENT_COMPLETED', { ...sealed, ...sample }, both),
    type: 'envelope.completed',
    key: ['DOCUMENT_COMPLETED', 10, completedAt, 'test'],
    fields: { test: true },
  },
  {
    name: 'DOCUMENT_SIGNED, of the test button of 1.12.3 to 2.9.0',
    body: wrapped(body('DOCUMENT_SIGNED', sample)),
    type: 'recipient.signed',
    key: ['DOCUMENT_SIGNED', 10, signedStates, 'test'],
    fields: { test: true },
  },
];

const completed = body('DOCUMENT_COMPLETED', sealed, both);
const signed = body('DOCUMENT_SIGNED');
const unknown = body('DOCUMENT_BLESSED');
const reminder = body('DOCUMENT_REMINDER_SENT');

/** Documenso: a secret in the clear, and payloads of many versions. */
export const documensoSubject: ConformanceSubject = {
  switches: {
    signsBody: false,
    emptySecretHeader: true,
    secretIsOurs: true,
  },
  proof: {
    options: {},
    authenticity: 'shared-secret',
    header: 'X-Documenso-Secret',
    evidenceHeaders: ['content-type', 'user-agent'],
    sign: (secret) => ({
      headers: { 'Content-Type': 'application/json', 'X-Documenso-Secret': secret, 'User-Agent': 'node' },
    }),
  },
  events: {
    rows,
    same: [
      ['another attempt', completed, again(completed)],
      ['another attempt of an event without a word of ours', unknown, again(unknown)],
      ['sent again by 2.8.1', completed, wrapped(completed)],
      ['another order of the recipients', signed, body('DOCUMENT_SIGNED', {}, [alan, ada])],
      ['before 1.9 and after 2.13', signed, olderBody('DOCUMENT_SIGNED')],
      ['before 1.9 and after 2.13, completed', completed, olderBody('DOCUMENT_COMPLETED', sealed, both)],
      [
        'a later update that is none of it',
        completed,
        body('DOCUMENT_COMPLETED', { ...sealed, updatedAt: '2026-06-01T00:00:00.000Z' }, both),
      ],
    ],
    different: [
      [
        'a sample, and the tenth document',
        body('DOCUMENT_CREATED', sample),
        body('DOCUMENT_CREATED', { id: 10 }),
      ],
      [
        'a reseal',
        completed,
        body('DOCUMENT_COMPLETED', { ...sealed, completedAt: '2026-05-05T05:05:05.555Z' }, both),
      ],
      ['another document', completed, body('DOCUMENT_COMPLETED', { ...sealed, id: 811 }, both)],
      ['the second signature', signed, body('DOCUMENT_SIGNED', {}, both)],
      ['the second opening', body('DOCUMENT_OPENED'), body('DOCUMENT_OPENED', {}, [ada, alanSigned])],
      [
        'cancelled, then deleted',
        body('DOCUMENT_CANCELLED', { status: 'CANCELLED', completedAt }),
        body('DOCUMENT_CANCELLED', { status: 'CANCELLED', completedAt, deletedAt: updatedAt }),
      ],
      ['the next reminder', reminder, again(reminder)],
      ['an unknown event with another payload', unknown, body('DOCUMENT_BLESSED', { title: 'Renamed' })],
      ['sent, and sent again', body('DOCUMENT_SENT'), body('DOCUMENT_SENT', { updatedAt: completedAt })],
    ],
    generated,
    unknown,
    secrets: signingTokens,
  },
  deliveries: {
    bodies: [completed, signed, unknown, reminder, body('DOCUMENT_SENT'), olderBody('DOCUMENT_SIGNED')],
    attemptFields: ['createdAt', 'webhookEndpoint'],
    sentTwice: [
      ['a retry', completed, again(completed)],
      ['a resend of 2.8.1', completed, wrapped(completed)],
      ['a resend of a resend', completed, wrapped(again(wrapped(completed)))],
    ],
  },
  revisions: [documensoEnvelopes, documensoOldDocuments],
  additionalTests,
};
