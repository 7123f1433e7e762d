import type { SigningEvent } from '../events/index';

const envelope = { id: 'envelope_abcdefghijklmnop', legacyId: '4711', title: 'Lease', status: 'PENDING' };
const recipient = { id: '1', name: 'Ada Byron', email: 'ada@example.com' };
const sha256 = '0123456789abcdef'.repeat(4);
const bucket = 'archive-bucket';
const folder = `documents/documenso/${envelope.id}/0b41`;

/** Each event of a webhook has these. */
const ofWebhook = {
  authenticity: 'shared-secret',
  record: { bucket, key: `webhooks/documenso/4711/${sha256}.json` },
  envelope,
};

const archive = {
  bucket,
  revision: '0b41',
  manifest: { key: `${folder}/manifest.json`, sha256 },
  files: [{ role: 'executed', key: `${folder}/executed.pdf`, size: 1861, sha256 }],
  fileCount: 1,
  roles: ['executed'],
  problems: [],
};

/** The fields of the archiver's own events, which come from no webhook. */
const ofArchiver: Readonly<Record<string, object>> = {
  'envelope.archived': { envelope: { ...envelope, status: 'COMPLETED' }, archive },
  'envelope.archive-failed': { envelope, problem: 'not-found' },
};

/** The fields of a sample that depend on its type. */
export function sampleFields(type: SigningEvent['type']): object {
  return (
    ofArchiver[type] ?? {
      ...ofWebhook,
      ...named(type),
      ...(type.startsWith('recipient.') && { recipient }),
      ...(type === 'document.completed' && { document: { id: 'document-1', title: 'Lease' } }),
    }
  );
}

/** A made-up name of the provider's own: consumers should not depend on it. */
function named(type: string): object {
  return { providerEvent: `SAMPLE_${type.toUpperCase().replaceAll(/[.-]/g, '_')}` };
}
