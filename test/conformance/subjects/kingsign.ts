import { createHash } from 'node:crypto';
import type { ApiAnswer, ConformanceSubject, EventRow, Json, RevisionSubject } from '../subject';
import { filledIn, generated } from './kingsign-generated';

const id = '64a1b2c3d4e5f6789012345';
const image = `data:image/png;base64,${'iVBORw0KGgo'.repeat(40)}`;
const at = (minute: number) => `2024-01-15T14:${String(minute).padStart(2, '0')}:00.000Z`;
const documentUpdatedAt = at(45);

/** Source: "Webhook Payload Examples", checked 2026-11-21; a signature's value is its picture. */
const first: Json = {
  _id: '64a1b2c3d4e5f6789012346',
  documentId: id,
  fieldId: '64a1b2c3d4e5f6789012347',
  contactId: '64a1b2c3d4e5f6789012348',
  value: image,
  isSigned: true,
  createdAt: at(1),
  updatedAt: at(45),
};
const second: Json = {
  ...first,
  _id: '64a1b2c3d4e5f6789012349',
  fieldId: '64a1b2c3d4e5f6789012350',
  contactId: '64a1b2c3d4e5f6789012351',
  value: null,
  isSigned: false,
  updatedAt: at(1),
};
const secondSigned: Json = { ...second, value: filledIn, isSigned: true, updatedAt: at(59) };

const document = (status: string, documentFields: readonly Json[], other: Json = {}): Json => ({
  _id: id,
  title: 'Contract Agreement 2024',
  status,
  note: 'Please review and sign this agreement',
  workspaceId: '64a1b2c3d4e5f6789012340',
  templateId: '64a1b2c3d4e5f6789012341',
  fileId: '64a1b2c3d4e5f6789012342',
  createdAt: at(1),
  updatedAt: documentUpdatedAt,
  documentFields,
  ...other,
});

const body = (type: string, about: Json): Json => ({
  type,
  document: about,
  timestamp: '2024-01-15T14:45:30.123Z',
  webhookId: '64a1b2c3d4e5f6789012352',
});

/** The same state in another request of the sender. */
const again = (one: Json): Json => ({ ...one, timestamp: '2024-01-15T14:45:31.999Z', webhookId: 'another' });

const keyOf = ({ _id, isSigned, updatedAt }: Json) => [_id, isSigned, updatedAt] as [string, boolean, string];

const updated = body('document.updated', document('pending', [first, second]));
const completed = body('document.completed', document('signed', [first, secondSigned]));
const untouched = body('document.updated', document('pending', [{ ...first, isSigned: false }, second]));
const together = body(
  'document.updated',
  document('pending', [first, { ...secondSigned, updatedAt: at(45) }]),
);
const early = body('document.completed', document('signed', [first, second]));

const envelope = { id, title: 'Contract Agreement 2024' };

const rows: readonly EventRow[] = [
  {
    name: 'document.updated, one who signed',
    body: updated,
    type: 'recipient.signed',
    key: ['document.updated', id, 'pending', [keyOf(first), keyOf(second)]],
    fields: {
      providerEvent: 'document.updated',
      envelope: { ...envelope, status: 'pending' },
      recipient: { id: '64a1b2c3d4e5f6789012348' },
    },
  },
  {
    name: 'document.updated, nobody who signed',
    body: untouched,
    type: 'envelope.updated',
    key: [
      'document.updated',
      id,
      'pending',
      [[first._id, false, at(45)] as [string, boolean, string], keyOf(second)],
    ],
    absent: ['recipient'],
  },
  {
    name: 'document.updated, two who signed in one millisecond',
    body: together,
    type: 'envelope.updated',
    key: [
      'document.updated',
      id,
      'pending',
      [keyOf(first), [second._id, true, at(45)] as [string, boolean, string]],
    ],
    absent: ['recipient'],
  },
  {
    name: 'document.completed',
    body: completed,
    type: 'envelope.completed',
    key: ['document.completed', id, [keyOf(first), keyOf(secondSigned)]],
    fields: { providerEvent: 'document.completed', envelope: { ...envelope, status: 'signed' } },
  },
];

/** The fields as the API gives them, and the same document without them. */
const state: Json = { document: document('signed', [secondSigned, first]) };
const known = state.document as Json;
/** Of its JSON: a check box has a boolean, an unused field null. */
const sha256 = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

function answerTo(given: Json, action: string): ApiAnswer | undefined {
  if (action === 'GET_DOCUMENTS') return { status: 201, json: [given.document] };
  if (action === 'GET_TEMPLATES')
    return { status: 201, json: [{ _id: known.templateId, templateFields: [] }] };
  return undefined;
}

const documents: RevisionSubject = {
  name: 'GET_DOCUMENTS',
  options: { apiUrl: 'https://sign.example.com' },
  envelopeId: id,
  state,
  answer: (given, { method, path, body: asked }) =>
    method === 'POST' && path === '/api' ? answerTo(given, String((asked as Json).action)) : undefined,
  revision: [
    known.fileId as string,
    [
      [first._id as string, true, sha256(image)],
      [second._id as string, true, sha256(filledIn)],
    ],
  ],
  incomplete: [
    ['pending', { document: document('pending', [first, secondSigned]) }],
    ['signed, and one field is not', { document: document('signed', [first, second]) }],
  ],
  same: [
    ['completed instead of signed', { document: document('completed', [first, secondSigned]) }],
    ['another updatedAt', { document: document('signed', [first, secondSigned], { updatedAt: at(58) }) }],
    ['another title', { document: document('signed', [first, secondSigned], { title: 'Renamed' }) }],
    [
      'a field touched later',
      { document: document('signed', [{ ...first, updatedAt: at(58) }, secondSigned]) },
    ],
  ],
  other: [
    ['another value', { document: document('signed', [first, { ...secondSigned, value: 'J. Smith' }]) }],
    [
      'another file',
      { document: document('signed', [first, secondSigned], { fileId: '64a1b2c3d4e5f6789099999' }) },
    ],
    ['one field less', { document: document('signed', [first]) }],
  ],
};

/** Kingsign: no proof but the address, no retry, and most webhooks several times. */
export const kingsignSubject: ConformanceSubject = {
  switches: {
    signsBody: false,
    emptySecretHeader: false,
    secretIsOurs: true,
  },
  proof: {
    options: {},
    authenticity: 'url-token',
    evidenceHeaders: ['content-type', 'user-agent', 'x-webhook-type', 'x-webhook-source'],
    sign: (secret) => ({
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'Kingsign-Webhook/1.0',
        'X-Webhook-Type': 'document.updated',
        'X-Webhook-Source': 'kingsign',
      },
      urlToken: secret,
    }),
  },
  events: {
    rows,
    same: [
      ['the designed double', completed, again(completed)],
      ['a parallel update of the same state', updated, again(updated)],
      [
        'another document.updatedAt',
        completed,
        body('document.completed', document('signed', [first, secondSigned], { updatedAt: at(59) })),
      ],
      [
        'another order of the fields',
        completed,
        body('document.completed', document('signed', [secondSigned, first])),
      ],
      [
        'completed after signed',
        completed,
        body('document.completed', document('completed', [first, secondSigned])),
      ],
    ],
    different: [
      ['the early and the final completion', early, completed],
      ['the next signature', updated, body('document.updated', document('pending', [first, secondSigned]))],
      [
        'another state of the document',
        updated,
        body('document.updated', document('signed', [first, second])),
      ],
      [
        'another document',
        completed,
        body(
          'document.completed',
          document('signed', [first, secondSigned], { _id: '64a1b2c3d4e5f6789012399' }),
        ),
      ],
      [
        'updated and completed',
        completed,
        body('document.updated', document('signed', [first, secondSigned])),
      ],
    ],
    generated,
    unknown: body('document.archived', document('archived', [first])),
    secrets: ['iVBORw0KGgo', filledIn],
  },
  deliveries: {
    bodies: rows.map((row) => row.body),
    attemptFields: ['timestamp', 'webhookId', 'document.updatedAt'],
    sentTwice: [
      ['the designed double', completed, again(completed)],
      [
        'completed after signed',
        completed,
        body('document.completed', document('completed', [secondSigned, first], { updatedAt: at(59) })),
      ],
    ],
  },
  revisions: [documents],
};
