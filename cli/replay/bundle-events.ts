import { archiveManifestSchema } from '../../lambda/contracts/archive-manifest';
import { sha256Hex } from '../../lambda/kit/hash';
import { jsonString } from '../../lambda/kit/json';
import { archivedEvent } from '../../lambda/signing-events/archive-events';
import { unreportedCompletion } from './completion-record';
import type { PastObject } from './past-object';
import { unreadable, type Archive, type PastEvents } from './past-events';

const manifestTextSchema = jsonString(archiveManifestSchema);

/**
 * Makes the `envelope.archived` of a bundle, and the `envelope.completed` before it that the archiver published itself, if it did. No
 * record says when the bundle was announced: it is the time of the manifest.
 */
export async function bundleEvents(
  archive: Archive,
  { key, endpoint, storedAt }: PastObject,
  bytes: Uint8Array,
): Promise<PastEvents> {
  const { data: manifest } = manifestTextSchema.safeParse(Buffer.from(bytes).toString());
  if (!manifest || manifest.endpoint !== endpoint || !key.includes(`/${manifest.envelope.id}/`)) {
    return unreadable;
  }
  if (manifest.test) return { events: [], leftOut: 'test' };
  const bundle = { manifest, key, sha256: sha256Hex(bytes) };
  const announcement = {
    bucketName: archive.bucketName,
    foundBy: manifest.foundBy,
    now: new Date(storedAt),
  };
  const completed = await unreportedCompletion(archive, manifest);
  return { events: [...completed, archivedEvent(bundle, announcement)] };
}
