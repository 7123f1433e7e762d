import { bundlesPrefix, recordsPrefix } from '../../lambda/contracts/object-keys';
import { CommandFailure } from '../command-failure';
import type { ArchiveObjects } from '../stack/archive-objects';
import { byTime, pastObject, type PastKind, type PastObject } from './past-object';

/** Which part of the past. */
export interface PastSelection {
  readonly endpoints: readonly string[];
  /** Milliseconds since the epoch, when the object was stored. */
  readonly since: number;
  readonly until: number;
  readonly kinds: ReadonlySet<PastKind>;
  /** The ids of one envelope: its own and its older one. Absent: all envelopes. */
  readonly envelopeIds?: readonly string[] | undefined;
}

/** Their keys and times take some 250 MB. */
const maxObjects = 1_000_000;

/**
 * Lists the objects that the events of the past are made of, in the order of time. Throws `CommandFailure` if there are too many:
 * they have to be sorted before the first one can be replayed.
 */
export async function listPast(
  { list }: Pick<ArchiveObjects, 'list'>,
  selection: PastSelection,
  max = maxObjects,
): Promise<readonly PastObject[]> {
  const found: PastObject[] = [];
  for (const prefix of selection.endpoints.flatMap((endpoint) => prefixesOf(endpoint, selection))) {
    for await (const listed of list(prefix)) {
      const object = pastObject(listed);
      if (!object || !isSelected(object, selection)) continue;
      if (found.push(object) > max) {
        throw new CommandFailure(
          `There are more than ${max.toLocaleString('en')} objects of the past. Replay a part of it: give --endpoint, or --since and --until.`,
        );
      }
    }
  }
  return found.sort(byTime);
}

function isSelected({ kind, storedAt }: PastObject, { since, until, kinds }: PastSelection): boolean {
  return kinds.has(kind) && storedAt >= since && storedAt < until;
}

function prefixesOf(endpoint: string, { kinds, envelopeIds }: PastSelection): string[] {
  const folders = envelopeIds ?? [undefined];
  const webhooks = folders.map((id) =>
    id === undefined ? `webhooks/${endpoint}/` : recordsPrefix(endpoint, id),
  );
  const documents = folders.map((id) =>
    id === undefined ? `documents/${endpoint}/` : bundlesPrefix(endpoint, id),
  );
  return [
    ...(kinds.has('record') ? webhooks : []),
    ...(kinds.has('bundle') || kinds.has('incomplete') ? documents : []),
  ];
}
