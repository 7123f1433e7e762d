import type { ArchiveManifest } from '../../../lambda/contracts/archive-manifest';
import { sha256Hex } from '../../../lambda/kit/hash';
import type { MemoryVersions } from '../stack/memory-versions';

const revision = '0b41';

/** The folder of the envelope's bundle. */
export const bundleFolder = (envelopeId = 'envelope_1', endpoint = 'team', of = revision) =>
  `documents/${endpoint}/${envelopeId}/${of}/`;

/** A manifest with these files of an envelope. */
export function manifestOf(
  contents: Readonly<Record<string, string>>,
  { endpoint = 'team', id = 'envelope_1', legacyId = '42', of = revision } = {},
): ArchiveManifest {
  return {
    version: 1,
    provider: 'documenso',
    endpoint,
    envelope: { id, legacyId, title: 'Lease', status: 'COMPLETED' },
    revision: of,
    completionEventId: 'c'.repeat(64),
    confirmedAt: '2026-11-28T00:00:00.000Z',
    files: Object.entries(contents).map(([name, content]) => ({
      role: 'executed' as const,
      key: bundleFolder(id, endpoint, of) + name,
      size: Buffer.byteLength(content),
      sha256: sha256Hex(content),
    })),
    absent: [],
    problems: [],
  };
}

/** Stores a whole bundle. Returns the manifest's text. */
export function putBundle(
  archive: MemoryVersions,
  contents: Readonly<Record<string, string>>,
  options: Parameters<typeof manifestOf>[1] = {},
): string {
  const manifest = manifestOf(contents, options);
  for (const [index, content] of Object.values(contents).entries()) {
    archive.put(manifest.files[index]!.key, content);
  }
  const text = JSON.stringify(manifest);
  archive.put(
    `${bundleFolder(manifest.envelope.id, manifest.endpoint, manifest.revision)}manifest.json`,
    text,
  );
  return text;
}

/** A webhook of Documenso in its record. It has a signing token and an e-mail address. */
export function recordText(
  eventId: string,
  payload: Readonly<Record<string, unknown>>,
  event = 'DOCUMENT_COMPLETED',
): string {
  const recipient = { id: 1, name: 'Ada', email: 'ada@example.com', token: 'SIGNING-TOKEN' };
  const body = JSON.stringify({
    event,
    payload: { status: 'COMPLETED', teamId: 7, recipients: [recipient], ...payload },
    createdAt: '2026-11-28T00:00:00.000Z',
  });
  const request = { headers: {}, body, bodyEncoding: 'utf8', sha256: sha256Hex(body) };
  const webhook = {
    version: 1,
    deliveryId: '0f6f4f6e-1c1f-4d52-8f0a-1f6e0a7c9b11',
    provider: 'documenso',
    endpoint: 'team',
    authenticity: 'shared-secret',
    receivedAt: '2026-11-28T00:00:01.000Z',
    request,
  };
  return JSON.stringify({ version: 1, eventId, webhook });
}
