import { putJsonOnce } from '../aws/json-object';
import { allObjects, behindFolder } from '../aws/list-objects';
import { reconciliationPrefix } from '../contracts/object-keys';
import type { Pass, ScheduledPassKind } from '../contracts/reconcile-message';
import type { ReconcileDeps } from './reconcile-deps';

/** The folder of the marks. No envelope can have this name, because an id has no dot. */
const marksFolder = (endpoint: string) => `${reconciliationPrefix(endpoint)}.passes`;

/** The key that is behind each mark and before each order. */
export const behindMarks = (endpoint: string) => behindFolder(marksFolder(endpoint));

const marksPrefix = (endpoint: string, kind: ScheduledPassKind) => `${marksFolder(endpoint)}/${kind}/`;

const markKey = (endpoint: string, kind: ScheduledPassKind, startedAt: string) =>
  `${marksPrefix(endpoint, kind)}${startedAt}.json`;

/** Returns when the newest finished pass of a kind had started; `undefined` if no mark is of the last weeks. */
export async function newestMark(
  { list, now, limits }: Pick<ReconcileDeps, 'list' | 'now' | 'limits'>,
  endpoint: string,
  kind: ScheduledPassKind,
): Promise<Date | undefined> {
  const oldest = new Date(now().getTime() - limits.marksAgeMs).toISOString();
  let newest: string | undefined;
  const prefix = marksPrefix(endpoint, kind);
  for await (const { key } of allObjects(list, prefix, markKey(endpoint, kind, oldest))) newest = key;
  const time = newest?.slice(prefix.length, -'.json'.length);
  return time === undefined || Number.isNaN(Date.parse(time)) ? undefined : new Date(time);
}

/**
 * Notes that a pass has seen the whole list, unless an earlier mark is young enough. Where something may be hidden, no mark is
 * written: so the next pass checks again what this one should have seen.
 */
export async function markFinished(deps: ReconcileDeps, pass: Pass): Promise<void> {
  const { endpoint, kind, startedAt, mayHaveSkipped, id: passId } = pass;
  if (kind === 'import' || mayHaveSkipped) return;
  const newest = await newestMark(deps, endpoint, kind);
  if (newest && Date.parse(startedAt) - newest.getTime() < deps.limits.markEveryMs) return;
  await putJsonOnce(deps.bucket, markKey(endpoint, kind, startedAt), { version: 1, passId, startedAt });
}
