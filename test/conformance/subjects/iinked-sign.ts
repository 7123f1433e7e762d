import { createHmac } from 'node:crypto';
import type { ConformanceSubject, EventRow, Json, RevisionSubject } from '../subject';
import { additionalTests, generated } from './iinked-sign-generated';

const url = 'https://hooks.example.com/webhooks/iinked-sign';
const packageId = '24428e41-8b96-40cc-96e6-b74c7c539fcb';
const documentId = 'd1e9f5b0-6a1c-4a8e-9c55-0a1f6c1f4a11';
const signerId = 'b1e9f5b0-6a1c-4a8e-9c55-0a1f6c1f4a22';
const eventId = '0ea12600-85bc-46dd-af85-f82f621c1abc';
const eventTime = '2022-02-23T20:20:15.9714327Z';

/** Source: Webhooks guide v4 and the page of `package_add`, checked 2026-11-21. */
const bodies = {
  package_add: { packageId, externalData: { lease: 7 } },
  document_signed: {
    packageId,
    documentId,
    revisionId: 'r-1',
    signerId,
    nextSignerId: null,
    externalId: null,
  },
  document_executed: { packageId, documentId, externalId: 'lease-7' },
  package_executed: { packageId, externalData: null },
};

const body = (action: keyof typeof bodies, other: Json = {}): Json => ({
  action,
  ...bodies[action],
  eventId,
  eventTime,
  ...other,
});

const row = (
  action: keyof typeof bodies,
  type: EventRow['type'],
  fields: EventRow['fields'] = {},
  other: Json = {},
): EventRow => ({
  name: action,
  body: body(action, other),
  type,
  key: [action, eventId],
  fields: { providerEvent: action, occurredAt: eventTime, ...fields },
});

const rows: readonly EventRow[] = [
  row('package_add', 'envelope.created', { envelope: { id: packageId, externalData: { lease: 7 } } }),
  row('document_signed', 'recipient.signed', { document: { id: documentId }, recipient: { id: signerId } }),
  row('document_executed', 'document.completed', { document: { id: documentId, externalId: 'lease-7' } }),
  row('package_executed', 'envelope.completed', { envelope: { id: packageId } }),
];

const otherId = '77777777-85bc-46dd-af85-f82f621c1abc';

const status: Json = {
  packageId,
  name: 'Lease',
  state: 'executed',
  isExecuted: true,
  externalData: {},
  documents: [
    {
      documentId: 'doc-b',
      name: 'Inventory',
      isExecuted: true,
      revisions: [{ revisionId: 'r-4', link: 'https://x.example/s/1' }, { revisionId: 'r-3' }],
    },
    { documentId: 'doc-a', name: 'Lease', isExecuted: true, revisions: [{ revisionId: 'r-1' }] },
  ],
};
const [inventory, lease] = status.documents as readonly [Json, Json];

const packages: RevisionSubject = {
  name: 'the package status',
  options: { apiUrl: 'https://sign.example.com/api/v1' },
  envelopeId: packageId,
  state: status,
  answer: (state, { path }) =>
    path === `/api/v1/packages/${packageId}/status` ? { status: 200, json: state } : undefined,
  revision: [
    ['doc-a', ['r-1']],
    ['doc-b', ['r-3', 'r-4']],
  ],
  incomplete: [
    ['the package is not executed', { ...status, isExecuted: false }],
    ['one document is not', { ...status, documents: [inventory, { ...lease, isExecuted: false }] }],
  ],
  same: [
    ['the state stays open before 4.0', { ...status, state: 'open' }],
    ['another name', { ...status, name: 'Renamed' }],
    ['other externalData', { ...status, externalData: { a: 1 } }],
    ['another order of the documents', { ...status, documents: [lease, inventory] }],
  ],
  other: [
    [
      'a new revision of a document',
      { ...status, documents: [inventory, { ...lease, revisions: [{ revisionId: 'r-9' }] }] },
    ],
    ['one document less', { ...status, documents: [inventory] }],
  ],
};

/** iinked Sign: the one that signs what it sends. Source: Setup webhooks v4, checked 2026-11-21. */
export const iinkedSignSubject: ConformanceSubject = {
  switches: {
    signsBody: true,
    emptySecretHeader: false,
    secretIsOurs: false,
  },
  proof: {
    options: { registeredUrls: [url] },
    authenticity: 'hmac-sha256',
    header: 'X-Syngrafii-Signature',
    evidenceHeaders: ['content-type', 'x-syngrafii-signature'],
    sign: (secret, sent) => ({
      headers: {
        'Content-Type': 'application/json',
        'X-Syngrafii-Signature': createHmac('sha256', secret).update(url).update(sent).digest('base64'),
      },
    }),
  },
  events: {
    rows,
    same: [
      [
        'another time',
        body('package_executed'),
        body('package_executed', { eventTime: '2022-02-24T01:00:00Z' }),
      ],
    ],
    different: [
      ['another eventId', body('package_executed'), body('package_executed', { eventId: otherId })],
    ],
    generated,
    unknown: { action: 'package_verified', packageId, eventId, eventTime },
    secrets: [],
  },
  deliveries: {
    bodies: rows.map((one) => one.body),
    attemptFields: [],
    sentTwice: [['a request that somebody repeats', body('package_executed'), body('package_executed')]],
  },
  revisions: [packages],
  additionalTests,
};
