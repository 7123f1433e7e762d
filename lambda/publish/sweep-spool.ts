import type { SpooledObject } from '../aws/spool';
import type { PublishDeps } from './publish-deps';

/** How often the schedule sends a sweep, in milliseconds; the rule is made in `lib/internal/publisher.ts`. */
const period = 15 * 60 * 1000;

/** How many messages are being sent at a time. */
const together = 10;

/**
 * Queues again what has lain in the spool for too long: its notification was lost, or its message went to the
 * dead-letter queue. One page at a time; the rest is left to a message of its own, so that no sweep runs out of time
 * and begins anew.
 */
export async function sweepSpool(deps: PublishDeps, after?: string): Promise<void> {
  const { objects, more } = await deps.spool.list(after);
  const now = deps.now();
  const due = objects.filter((object) => isDue(object, now));
  for (let first = 0; first < due.length; first += together) {
    const some = due.slice(first, first + together);
    await Promise.all(some.map(({ key }) => deps.intake.send({ version: 1, spooled: { key } })));
  }
  const last = objects.at(-1);
  if (more && last) await deps.intake.send({ version: 1, sweepSpool: true, after: last.key });
  if (due.length > 0) deps.telemetry.warn('spooled webhooks queued again', { count: due.length });
}

/**
 * Whether an object is to be queued again: at an age of 1, 2, 4, 8… periods. One that can never be published would
 * otherwise come every quarter of an hour for the 30 days that it lives; nothing needs to be remembered for this.
 */
export function isDue({ spooledAt }: Pick<SpooledObject, 'spooledAt'>, now: Date): boolean {
  const periods = Math.floor((now.getTime() - spooledAt.getTime()) / period);
  return Number.isInteger(Math.log2(periods));
}
