import { bundlesPrefix, recordsPrefix } from '../../lambda/contracts/object-keys';
import type { Archive } from './past-events';
import { pastObject } from './past-object';
import { readPast } from './read-past';

/**
 * Returns all ids of an envelope: its own, and its older one, if it has two. Records lie below the older one, and bundles below its
 * own. The first object that is found below the given id names both.
 */
export async function envelopeIds(
  archive: Archive,
  endpoints: readonly string[],
  given: string,
): Promise<readonly string[]> {
  const ids = new Set([given]);
  for (const endpoint of endpoints) {
    for (const prefix of [recordsPrefix(endpoint, given), bundlesPrefix(endpoint, given)]) {
      const envelope = await firstEnvelope(archive, prefix);
      [envelope?.id, envelope?.legacyId].filter((id) => id !== undefined).forEach((id) => ids.add(id));
    }
  }
  return [...ids];
}

async function firstEnvelope(archive: Archive, prefix: string) {
  for await (const listed of archive.list(prefix)) {
    const object = pastObject(listed);
    const envelope = object && (await readPast(archive, object)).events[0]?.envelope;
    if (envelope) return envelope;
  }
  return undefined;
}
