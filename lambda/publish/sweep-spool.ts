import type { SpooledObject } from '../aws/spool';
import type { PublishDeps } from './publish-deps';

/** The period of the sweep. `lib/internal/publisher.ts` makes its schedule. */
const periodMs = 15 * 60 * 1000;

/** The number of messages that are sent in parallel. */
const concurrency = 10;

/**
 * Queues objects again that are in the spool for too long: their notification was lost, or their message went to the
 * dead-letter queue. It handles one page and queues a message for the next one, so that no sweep runs out of time and has
 * to start again.
 */
export async function sweepSpool(deps: PublishDeps, after?: string): Promise<void> {
  const { objects, more } = await deps.spool.list(after);
  const now = deps.now();
  const due = objects.filter((object) => isDue(object, now));
  for (let first = 0; first < due.length; first += concurrency) {
    const chunk = due.slice(first, first + concurrency);
    await Promise.all(chunk.map(({ key }) => deps.intake.send({ version: 1, spooled: { key } })));
  }
  const last = objects.at(-1);
  if (more && last) await deps.intake.send({ version: 1, sweepSpool: true, after: last.key });
  if (due.length > 0) deps.telemetry.warn('spooled webhooks queued again', { count: due.length });
}

/**
 * Whether to queue an object again: at an age of 1, 2, 4, 8… periods. Otherwise an object that can never be published would
 * be queued each 15 minutes for the 30 days of its life. This rule needs no stored state.
 */
export function isDue({ spooledAt }: Pick<SpooledObject, 'spooledAt'>, now: Date): boolean {
  const periods = Math.floor((now.getTime() - spooledAt.getTime()) / periodMs);
  return Number.isInteger(Math.log2(periods));
}
