import type { Pass } from '../contracts/reconcile-message';
import type { ReconcileDeps } from './reconcile-deps';

/** How many more jobs a page may queue. */
export interface QueueSpace {
  /** Takes the place of one job. Returns false if no place is left. */
  readonly take: () => boolean;
}

/** Makes the space of a page. An import leaves the queue nearly empty, so that the jobs of live webhooks need not wait. */
export async function makeQueueSpace(
  { archiveQueue, limits }: ReconcileDeps,
  pass: Pass,
): Promise<QueueSpace> {
  if (pass.kind !== 'import' || pass.dryRun) return { take: () => true };
  let left = limits.importDepth - (await archiveQueue(pass.archiveQueue).depth());
  return { take: () => left-- > 0 };
}
