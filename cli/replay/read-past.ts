import { bundleEvents } from './bundle-events';
import { incompleteEvents } from './incomplete-events';
import { unreadable, type Archive, type PastEvents } from './past-events';
import type { PastObject } from './past-object';
import { recordEvents } from './record-events';

/** Makes the events of an object of the archive again, with the ids that they had. Throws `CommandFailure`. */
export async function readPast(archive: Archive, object: PastObject): Promise<PastEvents> {
  const bytes = await archive.read(object.key);
  if (!bytes) return unreadable;
  switch (object.kind) {
    case 'record':
      return recordEvents(archive, object, bytes);
    case 'bundle':
      return bundleEvents(archive, object, bytes);
    case 'incomplete':
      return incompleteEvents(archive, object, bytes);
  }
}
