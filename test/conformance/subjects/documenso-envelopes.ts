import type { Json, RevisionSubject } from '../subject';

const envelopeId = 'envelope_abcdefghijklmnop';
const completedAt = '2026-04-22T11:52:05.707Z';

const envelope: Json = {
  id: envelopeId,
  secondaryId: 'document_810',
  title: 'Lease',
  type: 'DOCUMENT',
  status: 'COMPLETED',
  completedAt,
  updatedAt: completedAt,
  deletedAt: null,
  externalId: 'lease-7',
  recipients: [],
  envelopeItems: [
    { id: 'envelope_item_b', envelopeId, documentDataId: 'data-2', title: 'Inventory', order: 2 },
    { id: 'envelope_item_a', envelopeId, documentDataId: 'data-1', title: 'Lease', order: 1 },
  ],
};
const [inventory, lease] = envelope.envelopeItems as readonly [Json, Json];

/** Source: packages/lib/types/envelope.ts at v2.17.0, checked 2026-11-21. */
export const documensoEnvelopes: RevisionSubject = {
  name: 'the envelope of API v2',
  options: { apiUrl: 'https://sign.example.com/api/v2' },
  envelopeId,
  state: envelope,
  answer: (state, { path }) =>
    path === `/api/v2/envelope/${envelopeId}` ? { status: 200, json: state } : undefined,
  revision: [
    ['envelope_item_a', 'data-1'],
    ['envelope_item_b', 'data-2'],
  ],
  incomplete: ['DRAFT', 'PENDING', 'REJECTED', 'CANCELLED', 'OF_TOMORROW'].map(
    // A rejected or cancelled one has the time as well.
    (status) => [status, { ...envelope, status }] as const,
  ),
  same: [
    ['another completedAt', { ...envelope, completedAt: '2026-05-05T05:05:05.555Z' }],
    ['another updatedAt', { ...envelope, updatedAt: '2026-05-05T05:05:05.555Z' }],
    ['another title', { ...envelope, title: 'Renamed' }],
    ['another order of the items', { ...envelope, envelopeItems: [lease, inventory] }],
  ],
  other: [
    [
      'a reseal, which replaces the data of an item',
      { ...envelope, envelopeItems: [inventory, { ...lease, documentDataId: 'data-9' }] },
    ],
    ['one item less', { ...envelope, envelopeItems: [inventory] }],
  ],
};

const document: Json = {
  id: 810,
  externalId: null,
  userId: 1,
  teamId: 3,
  title: 'Lease',
  status: 'COMPLETED',
  documentDataId: 'data-1',
  createdAt: '2024-04-22T11:44:43.341Z',
  updatedAt: completedAt,
  completedAt,
  recipients: [],
  fields: [],
};

/** 1.x: no route of the v2 API is there. */
export const documensoOldDocuments: RevisionSubject = {
  name: 'the document of API v1, where v2 is not there',
  options: { apiUrl: 'https://sign.example.com/api/v2' },
  envelopeId: '810',
  state: document,
  answer: (state, { path }) => (path === '/api/v1/documents/810' ? { status: 200, json: state } : undefined),
  revision: [810, completedAt],
  incomplete: ['DRAFT', 'PENDING', 'REJECTED'].map((status) => [status, { ...document, status }] as const),
  same: [
    ['another updatedAt', { ...document, updatedAt: '2026-05-05T05:05:05.555Z' }],
    ['another title', { ...document, title: 'Renamed' }],
  ],
  other: [['another completedAt', { ...document, completedAt: '2026-05-05T05:05:05.555Z' }]],
};
