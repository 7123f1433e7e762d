import type { StartPasses } from '../contracts/reconcile-message';
import type { ReconcileDeps } from './reconcile-deps';

/**
 * Starts a pass over each endpoint. If the process dies between two of them, the message comes again, and some endpoints get
 * two passes: the second one finds what the first one ordered.
 */
export async function startPasses(deps: ReconcileDeps, message: StartPasses): Promise<void> {
  const { startPasses: kind, everySeconds, archiveQueues } = message;
  const now = deps.now();
  const startedAt = now.toISOString();
  const endsAt = new Date(now.getTime() + everySeconds * 1_000).toISOString();
  for (const [endpoint, archiveQueue] of Object.entries(archiveQueues)) {
    const pass = { id: `${kind}-${deps.newId()}`, kind, endpoint, archiveQueue, startedAt, endsAt };
    // Each endpoint is a group of a fair queue, so that a slow provider does not hold up another.
    await deps.pages.send({ version: 1, pass }, { groupId: endpoint });
  }
}
