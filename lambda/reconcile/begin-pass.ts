import * as z from 'zod';
import { putJsonOnce, readJson } from '../aws/json-object';
import { reconciliationPrefix } from '../contracts/object-keys';
import { scheduledPassKindSchema, type Pass, type PassPlace } from '../contracts/reconcile-message';
import { jsonString } from '../kit/json';
import { PermanentFailure } from '../kit/permanent-failure';
import { checksOrders } from './next-order';
import { newestMark } from './pass-marks';
import type { ReconcileDeps } from './reconcile-deps';

/** Begins a pass: finds out since when the endpoint is reconciled, and what earlier passes have checked. */
export async function beginPass(
  deps: ReconcileDeps,
  pass: Pass,
): Promise<{ readonly pass: Pass; readonly place: PassPlace }> {
  const { kind, endpoint } = pass;
  const firstPassAt = await firstPassTime(deps, pass);
  const since = pass.since ?? firstPassAt;
  const place: PassPlace = checksOrders(pass) ? { orders: {} } : { list: { page: 0 } };
  if (kind === 'import') return { pass: { ...pass, since, firstPassAt }, place };
  const marks = await Promise.all(
    scheduledPassKindSchema.options.map(
      async (each) => [each, await newestMark(deps, endpoint, each)] as const,
    ),
  );
  const own = new Map(marks).get(kind);
  reportOverdue(deps, pass, [new Date(firstPassAt), ...marks.flatMap(([, mark]) => mark ?? [])]);
  const checkFrom = own && new Date(own.getTime() - overlapMs(deps, pass)).toISOString();
  return { pass: { ...pass, since, firstPassAt, checkFrom }, place };
}

/** Two passes look at each completion, because a list that changes while it is read may hide an envelope from one. */
function overlapMs({ limits }: ReconcileDeps, pass: Pass): number {
  return Math.max(limits.overlapMs, intervalMs(pass));
}

function intervalMs({ startedAt, endsAt }: Pass): number {
  return Date.parse(endsAt) - Date.parse(startedAt);
}

function reportOverdue({ telemetry, limits }: ReconcileDeps, pass: Pass, times: readonly Date[]): void {
  const newestMs = Math.max(...times.map((time) => time.getTime()));
  if (Date.parse(pass.startedAt) - newestMs <= limits.overdueMs + intervalMs(pass)) return;
  telemetry.count('ReconciliationOverdue', pass.endpoint);
  const { endpoint, kind, id: passId } = pass;
  telemetry.error('no pass has finished for more than a day', { endpoint, kind, passId });
}

const firstPassSchema = jsonString(z.object({ version: z.literal(1), since: z.iso.datetime() }));

/**
 * Returns when the first pass over this endpoint began. It is written once: whoever could change it would switch
 * reconciliation off. A count only (`dryRun`) writes nothing.
 */
async function firstPassTime({ bucket }: ReconcileDeps, pass: Pass): Promise<string> {
  const key = `${reconciliationPrefix(pass.endpoint)}since.json`;
  const own = { version: 1, since: pass.startedAt };
  const isThere = pass.dryRun
    ? (await bucket.describe(key)) !== undefined
    : (await putJsonOnce(bucket, key, own)) === undefined;
  if (!isThere) return pass.startedAt;
  const read = await readJson(bucket, key, firstPassSchema);
  if (!read) throw new PermanentFailure('first-pass-unreadable');
  return read.value.since;
}
