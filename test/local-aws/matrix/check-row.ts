import type { SigningEvent } from '../../../lambda/contracts/signing-event';
import { sha256Hex } from '../../../lambda/kit/hash';
import { listKeys, readObject } from '../harness/observe/archive-bucket';
import { bundleFaults, readBundle } from '../harness/observe/stored-bundle';
import { eventsAbout } from '../harness/observe/envelope-events';
import type { TappedEvent } from '../harness/observe/event-tap';
import type { RunningSample } from '../harness/sample/launch-sample';
import type { PlayedRow } from './played-row';

/** The events and dead letters after all rows. */
export interface MatrixResult {
  readonly events: readonly TappedEvent[];
  /** The bodies of the messages in the dead-letter queues. */
  readonly deadLetters: readonly string[];
}

/** Checks what the stack promises for a row's envelope, and returns the problems. */
export async function checkRow(
  sample: Pick<RunningSample, 'clients' | 'stack'>,
  played: PlayedRow,
  { events, deadLetters }: MatrixResult,
): Promise<readonly string[]> {
  const { envelope, promised, problems } = played;
  const names = new Set([envelope.id, envelope.reportedAs ?? envelope.id]);
  const own = [...names].flatMap((name) => eventsAbout(events, name));
  const expected = promised === 'archived' ? archivedTypes : givenUpTypes;
  const dead = deadLetters.filter((text) => text.includes(envelope.id)).length;
  return [
    ...problems,
    ...typeProblems(own, expected),
    ...(promised === 'archived'
      ? [...(dead > 0 ? [`${dead} dead letters`] : []), ...(await archiveProblems(sample, played, own))]
      : deadLetterProblems(dead)),
    ...(promised === 'incomplete' ? await listProblems(sample, own) : []),
  ];
}

const archivedTypes = ['envelope.archived', 'envelope.completed'];
const givenUpTypes = ['envelope.archive-failed'];
/** Other events report what happened before. */
const endTypes: ReadonlySet<string> = new Set([...archivedTypes, ...givenUpTypes]);

/** Compares the event types. An event with the same id counts once, as for consumers. */
function typeProblems(own: readonly SigningEvent[], expected: readonly string[]): readonly string[] {
  const ends = own.filter(({ type }) => endTypes.has(type));
  const types = [...new Map(ends.map(({ id, type }) => [id, type])).values()].sort();
  return types.join() === expected.join() ? [] : [`events ${types.join()} instead of ${expected.join()}`];
}

function deadLetterProblems(count: number): readonly string[] {
  return count > 0 ? [] : ['no job in the dead-letter queue'];
}

/** Compares the list of missing files with each event that names it. */
async function listProblems(
  { clients, stack }: Pick<RunningSample, 'clients' | 'stack'>,
  own: readonly SigningEvent[],
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { incomplete } of own) {
    if (!incomplete) problems.push('a failure names no list of missing files');
    else {
      const bytes = await readObject(clients, stack.archiveBucket, incomplete.key);
      if (sha256Hex(bytes) !== incomplete.sha256) problems.push(`${incomplete.key} has another SHA-256`);
      if (incomplete.missingCount !== 1) problems.push(`${incomplete.missingCount} files are missing`);
    }
  }
  return problems;
}

async function archiveProblems(
  sample: Pick<RunningSample, 'clients' | 'stack'>,
  { endpoint, envelope, duplicates, isFound }: PlayedRow,
  own: readonly SigningEvent[],
): Promise<readonly string[]> {
  const completed = own.find(({ type }) => type === 'envelope.completed');
  const archived = own.find(({ type }) => type === 'envelope.archived');
  if (!completed || !archived) return [];
  const { clients, stack } = sample;
  const documents = await listKeys(clients, stack.archiveBucket, `documents/${endpoint}/${envelope.id}/`);
  const manifests = documents.filter((key) => key.endsWith('/manifest.json'));
  return [
    ...(isFound ? foundProblems(completed, archived) : await recordProblems(sample, completed, duplicates)),
    ...(manifests.length === 1 ? [] : [`${manifests.length} manifests`]),
    ...bundleFaults(await readBundle(sample, archived), envelope.files()),
  ];
}

/** Both events must say that a pass found the envelope, and no record can be evidence. */
function foundProblems(...events: readonly SigningEvent[]): readonly string[] {
  const others = events.filter(({ foundBy, record }) => foundBy !== 'reconciliation' || record !== undefined);
  return others.map(({ type }) => `${type} does not say that a pass found it`);
}

/** The keys of an envelope's records must be its one record, and below the record's name its duplicates. */
async function recordProblems(
  { clients, stack }: Pick<RunningSample, 'clients' | 'stack'>,
  completed: SigningEvent,
  duplicates: number,
): Promise<readonly string[]> {
  const record = completed.record?.key ?? '';
  const keys = await listKeys(clients, stack.archiveBucket, record.replace(/[^/]+$/, ''));
  const below = keys.filter((key) => key.startsWith(record.replace(/\.json$/, '/')));
  const isRight = keys.includes(record) && below.length === duplicates && keys.length === 1 + duplicates;
  return isRight ? [] : [`the records are ${keys.join()}`];
}
