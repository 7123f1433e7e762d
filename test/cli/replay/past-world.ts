import type { SigningEvent } from '../../../lambda/contracts/signing-event';
import type { VerifiedWebhook } from '../../../lambda/contracts/verified-webhook';
import { publishWebhook } from '../../../lambda/publish/publish-webhook';
import { fixture } from '../../lambda/providers/iinked-sign/fixture';
import { publisherWorld } from '../../lambda/publish/publisher-world';
import { verifiedWebhook } from '../../lambda/publish/verified-webhook';
import { MemoryArchive } from './memory-archive';

/** Webhooks of one package of iinked Sign, as the publisher recorded them, and the events that it published. */
export async function recordedPast(change: (webhook: VerifiedWebhook) => VerifiedWebhook = (one) => one) {
  const archive = new MemoryArchive();
  const published: SigningEvent[] = [];
  for (const [index, name] of ['document-signed', 'document-executed', 'package-executed'].entries()) {
    const world = publisherWorld();
    await publishWebhook(world.deps, change(verifiedWebhook(fixture(name as Parameters<typeof fixture>[0]))));
    published.push(...world.events);
    // The later an event, the earlier its key, if its id happens to be so: the time decides.
    for (const [key, { text }] of world.records) archive.put(key, text, (index + 1) * 1_000);
  }
  return { archive, published };
}

const envelope = { id: '24428e41-8b96-40cc-96e6-b74c7c539fcb', title: 'Lease', status: 'EXECUTED' };
export const completionEventId = 'c'.repeat(64);
const folder = `documents/iinked-sign/${envelope.id}/0b41`;

/** A manifest of that package. */
export const manifest = (more: object = {}) => ({
  version: 1,
  provider: 'iinked-sign',
  endpoint: 'iinked-sign',
  envelope,
  revision: '0b41',
  completionEventId,
  confirmedAt: '2026-11-21T10:05:00.000Z',
  files: [{ role: 'executed', key: `${folder}/executed.pdf`, size: 1, sha256: 'a'.repeat(64) }],
  absent: [],
  problems: [],
  ...more,
});
export const manifestKey = `${folder}/manifest.json`;

/** An `incomplete.json` of that package. */
export const incomplete = (more: object = {}) => ({
  ...manifest(),
  incomplete: true,
  givenUpAt: '2026-11-23T10:00:00.000Z',
  missing: [
    { role: 'certificate', name: 'cac.pdf', reason: 'not-tried' },
    { role: 'master-file', name: 'master-file.pdf', reason: 'not-a-pdf' },
  ],
  ...more,
});
export const incompleteKey = `${folder}/incomplete.json`;

/** The note of a pass that ordered the archiving, because no webhook had come. */
export const orderNote = (unreportedCompletion: object | undefined) => ({
  version: 1,
  job: {
    version: 1,
    provider: 'iinked-sign',
    endpoint: 'iinked-sign',
    envelopeId: envelope.id,
    completionEventId,
    unreportedCompletion,
    firstSeenAt: '2026-11-21T10:00:00.000Z',
    attempt: 0,
  },
});
export const orderKey = `reconciliation/iinked-sign/${envelope.id}/1.json`;
