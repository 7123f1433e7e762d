import type { SigningEventType } from '../../../lambda/contracts/signing-event';
import type { ConformanceSubject, EventRow, Json, RevisionSubject } from '../subject';
import { generated } from './sign-plus-generated';

const envelopeId = '6697e681c5e364c7c23710d4';
const recipientId = '6697cc22b4bd194facb20474';
const audit = 'envelope_audit_trail';
const target = 'https://hooks.example.com/webhooks/sign-plus/a-token-of-forty-three-characters-or-so';

/** Source: "Get notified using webhooks", checked 2026-11-21. Both ids are the same in each of its examples. */
const hook = { id: '6697ccb204bd194fa74c22b4', target };
const sender = { id: '6697ccb204bd194fa74c22b4', uid: '4a6e29bfc5344ca6ad7cc8beda456481' };

const body = (event: string, data: Json = {}): Json => ({
  hook: { ...hook, event },
  data: { ...sender, envelope_id: envelopeId, file_name: 'dummy', ...data },
});

const auditBody = (action: string, data: Json = {}): Json => ({
  hook: { ...hook, event: audit },
  data: { ...sender, envelope_id: envelopeId, recipient_id: recipientId, action, ...data },
});

/** No example has a time, so no event has one. */
const envelopeRow = (event: string, type: SigningEventType): EventRow => ({
  name: event,
  body: body(event),
  type,
  key: [event.toLowerCase(), envelopeId],
  fields: { envelope: { id: envelopeId } },
  absent: ['occurredAt', 'recipient'],
});

const auditRow = (action: string, type: SigningEventType): EventRow => ({
  name: `${audit} ${action}`,
  body: auditBody(action),
  type,
  key: [audit, action.toUpperCase(), envelopeId, recipientId],
  fields: { envelope: { id: envelopeId }, recipient: { id: recipientId } },
  absent: ['occurredAt'],
});

const other = '6697e681c5e364c7c2371999';
const completed = body('envelope_completed');

const envelope: Json = {
  id: envelopeId,
  name: 'Lease',
  status: 'COMPLETED',
  updated_at: 1831280113,
  documents: [{ id: '6697e681c5e364c7c2371001', name: 'lease.pdf' }],
};

const envelopes: RevisionSubject = {
  name: 'the envelope',
  options: { apiUrl: 'https://restapi.example.com/v2' },
  envelopeId,
  state: envelope,
  answer: (state, { path }) =>
    path === `/v2/envelope/${envelopeId}` ? { status: 200, json: state } : undefined,
  revision: 1,
  incomplete: ['DRAFT', 'IN_PROGRESS', 'EXPIRED', 'DECLINED', 'VOIDED', 'PENDING', 'OF_TOMORROW'].map(
    (status) => [status, { ...envelope, status }] as const,
  ),
  same: [
    ['another updated_at', { ...envelope, updated_at: 1831289999 }],
    ['another name', { ...envelope, name: 'Renamed' }],
  ],
  // It is terminal: no reseal is documented.
  other: [],
};

/** Sign.Plus: nothing in the request proves its sender, and no event has an id or a time. */
export const signPlusSubject: ConformanceSubject = {
  switches: {
    signsBody: false,
    emptySecretHeader: false,
    secretIsOurs: true,
  },
  proof: {
    options: {},
    authenticity: 'url-token',
    evidenceHeaders: ['content-type', 'user-agent'],
    sign: (secret) => ({ headers: { 'Content-Type': 'application/json' }, urlToken: secret }),
  },
  events: {
    rows: [
      envelopeRow('envelope_completed', 'envelope.completed'),
      envelopeRow('envelope_declined', 'envelope.declined'),
      envelopeRow('envelope_voided', 'envelope.voided'),
      envelopeRow('envelope_expired', 'envelope.expired'),
      envelopeRow('ENVELOPE_COMPLETED', 'envelope.completed'),
      auditRow('ENVELOPE_VIEWED', 'recipient.viewed'),
      auditRow('ENVELOPE_SIGNED', 'recipient.signed'),
      auditRow('ENVELOPE_DECLINED', 'recipient.declined'),
      auditRow('envelope_signed', 'recipient.signed'),
    ],
    same: [
      [
        'another hook.id',
        completed,
        { ...completed, hook: { ...hook, event: 'envelope_completed', id: 'x' } },
      ],
      ['another data.id', completed, body('envelope_completed', { id: 'x' })],
      ['another uid', completed, body('envelope_completed', { uid: 'x' })],
      ['another file_name', completed, body('envelope_completed', { file_name: 'renamed' })],
      [
        'another target',
        completed,
        { ...completed, hook: { ...hook, event: 'envelope_completed', target: 'x' } },
      ],
      ['the event in upper case', completed, body('ENVELOPE_COMPLETED')],
      ['the action in lower case', auditBody('ENVELOPE_SIGNED'), auditBody('envelope_signed')],
    ],
    different: [
      ['another envelope', completed, body('envelope_completed', { envelope_id: other })],
      ['another event', completed, body('envelope_expired')],
      [
        'another recipient',
        auditBody('ENVELOPE_SIGNED'),
        auditBody('ENVELOPE_SIGNED', { recipient_id: other }),
      ],
      ['another action', auditBody('ENVELOPE_SIGNED'), auditBody('ENVELOPE_DECLINED')],
      ['an audit entry and an event of one name', auditBody('ENVELOPE_DECLINED'), body('envelope_declined')],
    ],
    generated,
    unknown: body('envelope_reopened'),
    secrets: ['a-token-of-forty-three-characters-or-so'],
  },
  deliveries: {
    bodies: [completed, body('envelope_declined'), auditBody('ENVELOPE_SIGNED')],
    attemptFields: ['hook.id', 'hook.target', 'data.id'],
    sentTwice: [
      [
        'two registrations of one address',
        completed,
        {
          ...body('envelope_completed', { id: 'x' }),
          hook: { id: 'x', target, event: 'envelope_completed' },
        },
      ],
    ],
  },
  revisions: [envelopes],
};
