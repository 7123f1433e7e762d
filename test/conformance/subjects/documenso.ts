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
const expiredAt = '2026-05-01T00:00:00.000Z';
const expiredLater = '2026-05-02T00:00:00.000Z';
const expired = { ...alan, expirationNotifiedAt: expiredAt };
const envelope = { id: envelopeId, legacyId: '810' };

/** What the test button sends. Source: generate-sample-data.ts at v2.17.0, checked 2026-11-27. */
const sample: Json = { id: 10, envelopeId: 'env_123', teamId: null };
/** The time of the press. The sample has it in every field that is a time. */
const pressedAt = '2026-04-22T11:44:43.341Z';

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

const expiries = (alanAt: string | null, adaAt: string | null) => [
  [51, alanAt],
  [52, adaAt],
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
  // Up to 2.14.0 the row is as it was before the deletion.
  row('DOCUMENT_CANCELLED', 'envelope.deleted', ['COMPLETED', completedAt, null], {
    given: sealed,
    absent: ['occurredAt'],
    note: 'after it was completed, up to 2.14.0',
  }),
  row('DOCUMENT_CANCELLED', 'envelope.deleted', ['REJECTED', completedAt, null], {
    given: { status: 'REJECTED', completedAt },
    absent: ['occurredAt'],
    note: 'after it was rejected, up to 2.14.0',
  }),
  row('DOCUMENT_CANCELLED', 'envelope.deleted', ['REJECTED', completedAt, updatedAt], {
    given: { status: 'REJECTED', completedAt, deletedAt: updatedAt },
    fields: { occurredAt: updatedAt },
    note: 'after it was rejected',
  }),
  row('DOCUMENT_CANCELLED', 'envelope.deleted', ['CANCELLED', completedAt, updatedAt], {
    given: { status: 'CANCELLED', completedAt, deletedAt: updatedAt },
    fields: { occurredAt: updatedAt },
    note: 'after it was canceled',
  }),
  row('RECIPIENT_EXPIRED', 'recipient.expired', [expiries(expiredAt, null)], {
    recipients: [ada, expired],
    fields: { occurredAt: expiredAt, recipient: { id: '51', expiredAt } },
  }),
  row('RECIPIENT_EXPIRED', 'recipient.expired', [expiries(expiredAt, expiredLater)], {
    recipients: [{ ...ada, expirationNotifiedAt: expiredLater }, expired],
    fields: {
      occurredAt: expiredLater,
      recipient: { id: '52', expiredAt: expiredLater },
      recipients: [
        { id: '52', expiredAt: expiredLater },
        { id: '51', expiredAt },
      ],
    },
    note: 'the second one',
  }),
  row('RECIPIENT_EXPIRED', 'recipient.expired', [expiries(expiredAt, expiredAt)], {
    recipients: [{ ...ada, expirationNotifiedAt: expiredAt }, expired],
    fields: {
      occurredAt: expiredAt,
      recipients: [
        { id: '52', expiredAt },
        { id: '51', expiredAt },
      ],
    },
    absent: ['recipient'],
    note: 'two at the same time',
  }),
  row('DOCUMENT_REMINDER_SENT', 'recipient.reminded', [createdAt]),
  row('TEMPLATE_CREATED', 'template.created', []),
  row('TEMPLATE_UPDATED', 'template.updated', [updatedAt]),
  row('TEMPLATE_DELETED', 'template.deleted', []),
  row('TEMPLATE_USED', 'template.used', [], {
    given: { templateId: 42, source: 'TEMPLATE' },
    fields: { envelope: { ...envelope, templateId: '42' } },
  }),
  // As its event, and not the event of the document that really is number 10.
  {
    name: 'DOCUMENT_COMPLETED, of the test button',
    body: body('DOCUMENT_COMPLETED', { ...sealed, ...sample }, both),
    type: 'envelope.completed',
    key: ['DOCUMENT_COMPLETED', 10, completedAt, 'test', pressedAt],
    fields: { test: true },
  },
  {
    name: 'DOCUMENT_SIGNED, of the test button of 1.12.3 to 2.9.0',
    body: wrapped(body('DOCUMENT_SIGNED', sample)),
    type: 'recipient.signed',
    key: ['DOCUMENT_SIGNED', 10, signedStates, 'test', pressedAt],
    fields: { test: true },
  },
];

const completed = body('DOCUMENT_COMPLETED', sealed, both);
const cancelled: Json = { status: 'CANCELLED', completedAt };
/** As proposed in pull requests #3237 and #3263: one id for all attempts of a delivery. */
const withId = (one: Json, deliveryId: unknown): Json => ({ ...one, deliveryId });
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
      // Up to 2.14.0 nothing but `updatedAt` tells these two, and a cancellation does not promise that one.
      [
        'canceled, then deleted by 2.14.0',
        body('DOCUMENT_CANCELLED', cancelled),
        body('DOCUMENT_CANCELLED', { ...cancelled, updatedAt: completedAt }),
      ],
      ['another attempt of a reminder with an id', withId(reminder, 'd-1'), withId(again(reminder), 'd-1')],
      [
        'another attempt of an unknown event with an id',
        withId(unknown, 'd-1'),
        withId(again(unknown), 'd-1'),
      ],
      ['sent again with another id', withId(completed, 'd-1'), withId(again(completed), 'd-2')],
      ['sent with an id, and by an older version', completed, withId(completed, 'd-1')],
      ['a reminder with an id that is none', reminder, withId(reminder, '')],
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
      ['completed, then deleted by 2.14.0', completed, body('DOCUMENT_CANCELLED', sealed, both)],
      [
        'deleted as a draft, and after completion',
        body('DOCUMENT_CANCELLED', { status: 'DRAFT' }),
        body('DOCUMENT_CANCELLED', sealed),
      ],
      ['the next reminder', reminder, again(reminder)],
      ['the next reminder with an id', withId(reminder, 'd-1'), withId(reminder, 'd-2')],
      ['the next unknown event with an id', withId(unknown, 'd-1'), withId(unknown, 'd-2')],
      [
        'the next one who expires',
        body('RECIPIENT_EXPIRED', {}, [ada, expired]),
        body('RECIPIENT_EXPIRED', {}, [{ ...ada, expirationNotifiedAt: expiredLater }, expired]),
      ],
      [
        'one who expires again after a new invitation',
        body('RECIPIENT_EXPIRED', {}, [ada, expired]),
        body('RECIPIENT_EXPIRED', {}, [ada, { ...expired, expirationNotifiedAt: expiredLater }]),
      ],
      ['an unknown event with another payload', unknown, body('DOCUMENT_BLESSED', { title: 'Renamed' })],
      ['sent, and sent again', body('DOCUMENT_SENT'), body('DOCUMENT_SENT', { updatedAt: completedAt })],
    ],
    generated,
    unknown,
    secrets: signingTokens,
  },
  deliveries: {
    bodies: [completed, signed, unknown, reminder, body('DOCUMENT_SENT'), olderBody('DOCUMENT_SIGNED')],
    attemptFields: ['createdAt', 'webhookEndpoint', 'deliveryId'],
    sentTwice: [
      ['a retry', completed, again(completed)],
      ['a resend with another id', withId(completed, 'd-1'), withId(again(completed), 'd-2')],
      ['a resend of 2.8.1', completed, wrapped(completed)],
      ['a resend of a resend', completed, wrapped(again(wrapped(completed)))],
    ],
  },
  revisions: [documensoEnvelopes, documensoOldDocuments],
  additionalTests,
};
