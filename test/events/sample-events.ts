import type { EnvelopeArchivedEvent, SigningEventOf } from '../../events';

const sha256 = 'ab'.repeat(32);

/** An event of each shape, as the stages publish them. */
export const signed: SigningEventOf<'recipient.signed'> = {
  version: 1,
  id: '1f'.repeat(32),
  type: 'recipient.signed',
  provider: 'documenso',
  endpoint: 'leases',
  authenticity: 'shared-secret',
  confirmed: false,
  receivedAt: '2026-11-21T10:00:00.000Z',
  envelope: { id: 'envelope_1', externalData: { lease: [7] } },
  recipients: [{ id: '1', email: 'a@example.com' }, { id: '2' }],
  progress: { signed: 1, total: 2 },
  providerEvent: 'DOCUMENT_SIGNED',
  record: { bucket: 'archive', key: 'webhooks/leases/7/1f.json' },
};

const plain = {
  version: 1,
  id: signed.id,
  provider: 'documenso',
  endpoint: 'leases',
  confirmed: false,
  receivedAt: signed.receivedAt,
  envelope: { id: 'envelope_1', title: 'Lease', status: 'COMPLETED' },
} as const;

export const archived: EnvelopeArchivedEvent = {
  ...plain,
  type: 'envelope.archived',
  confirmed: true,
  archive: {
    bucket: 'archive',
    revision: '0b41',
    manifest: { key: 'documents/leases/1/0b41/manifest.json', sha256 },
    files: [{ role: 'executed', key: 'documents/leases/1/0b41/executed.pdf', size: 1861, sha256 }],
    fileCount: 1,
    roles: ['executed'],
    problems: [],
  },
};

/** Returns an event as EventBridge gives it to a consumer. */
export const onTheBus = <Detail extends { readonly type: string; readonly provider: string }>(
  detail: Detail,
) => ({
  version: '0',
  id: '7bf73129-1428-4cd3-a780-95db273d1602',
  'detail-type': detail.type,
  source: `esign.${detail.provider}`,
  account: '123456789012',
  time: '2026-11-21T10:00:01Z',
  region: 'eu-west-1',
  resources: [],
  detail,
});

/** An event of each shape that this version knows. */
export const eachShape: readonly unknown[] = [
  signed,
  archived,
  { ...signed, type: 'document.completed', document: { id: 'd', title: 'Lease' } },
  { ...plain, type: 'envelope.completed', confirmed: true, foundBy: 'reconciliation' },
  { ...signed, type: 'envelope.completed', test: true, occurredAt: '2022-02-23T20:20:15.9714327Z' },
  { ...plain, type: 'provider.event', authenticity: 'url-token', record: signed.record, problem: 'not-json' },
  {
    ...plain,
    type: 'envelope.archive-failed',
    problem: 'not-a-pdf',
    incomplete: {
      bucket: 'archive',
      revision: '0b41',
      key: 'documents/leases/1/0b41/incomplete.json',
      sha256,
      files: [],
      fileCount: 0,
      missing: [{ role: 'executed', name: 'executed.pdf', reason: 'not-tried' }],
      missingCount: 1,
    },
  },
];
