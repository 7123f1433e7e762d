import type { OpenArchive } from '../stack/archive-objects';
import { failed, ok, unknown, type Result } from './finding';

/** The sweep brings each webhook in the spool to the publisher within half an hour. */
const maxAgeMs = 60 * 60_000;

/** The command counts no further. */
const maxObjects = 1_000;

/** Checks whether webhooks wait in the spool for longer than the sweep needs. */
export async function checkSpool(
  bucket: string | undefined,
  openBucket: OpenArchive,
  now: () => number,
): Promise<Result> {
  if (bucket === undefined) {
    return unknown(
      'An earlier version deployed the stack: its outputs do not name the bucket.',
      'Deploy the stack with this version.',
    );
  }
  let [count, old] = [0, 0];
  for await (const { storedAt } of openBucket(bucket).list('')) {
    count++;
    if (now() - storedAt.getTime() > maxAgeMs) old++;
    if (count === maxObjects) break;
  }
  const atLeast = count === maxObjects ? 'at least ' : '';
  if (old === 0)
    return ok(
      count === 0 ? 'It is empty.' : `${atLeast}${count} webhooks wait in it, for less than an hour.`,
    );
  return failed(
    `${atLeast}${old} webhooks wait in it for more than an hour. S3 deletes each after 30 days.`,
    'Look at the findings about the intake queue, and at the log of the publisher. Read "The spool is not swept" in the runbook.',
  );
}
