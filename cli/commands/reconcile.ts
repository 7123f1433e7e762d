import { defined } from '../../lambda/kit/defined';
import { CommandFailure } from '../command-failure';
import { followImport, type FollowedImport, type ImportState } from '../logs/follow-import';
import type { PollLimits } from '../poll';
import { reconcilingEndpoint, type ReconcilingEndpoint } from '../stack/reconciling';
import type { Session } from '../stack/session';
import { readStack, selectEndpoint, type StackSelection } from '../stack/stack';
import { commandLine } from '../terminal/command-line';
import type { OnInterrupt } from '../terminal/on-interrupt';
import { reportProblems, type Output } from '../terminal/output';
import { formatImport, importProblems, type ImportReport } from './format-import';
import { importPass } from './import-pass';
import { importSince } from './import-since';
import { followQueued, loggedSince, type QueuedWorkDeps } from './queued-work';

/** The dependencies of `reconcile`. */
export interface ReconcileDeps extends QueuedWorkDeps {
  /** Returns an id that nothing else has. */
  readonly newId: () => string;
  readonly onInterrupt: OnInterrupt;
}

/** The arguments of `reconcile`. */
export interface ReconcileOptions extends StackSelection, Session {
  readonly endpoint: string;
  /** Absent with `retry`: since the endpoint's first pass. */
  readonly since?: string | undefined;
  readonly dryRun: boolean;
  readonly retry: boolean;
  /** How long to wait without news. Absent: the pass is queued and not followed. */
  readonly follow?: PollLimits | undefined;
}

/**
 * Queues one pass over the endpoint's past, and follows it and its archive jobs in the logs. It asks no provider itself.
 * Returns the exit code: 1 if something failed or has not ended.
 */
export async function reconcile(options: ReconcileOptions, deps: ReconcileDeps): Promise<0 | 1> {
  const { dryRun, retry, endpoint, follow } = options;
  if (dryRun && !follow) {
    throw new CommandFailure(
      '--dry-run only counts, and --no-follow waits for no count: give one of the two.',
    );
  }
  const queuedAt = deps.serverNow();
  const since = importSince({ since: options.since, retry }, queuedAt);
  const target = reconcilingEndpoint(selectEndpoint(await readStack(options, deps.readOutputs), endpoint));
  const { archiveQueue } = target;
  const request = { id: `import-${deps.newId()}`, endpoint, archiveQueue, since, dryRun, retry };
  const { pass, version } = importPass(request, queuedAt);
  const body = JSON.stringify({ version, pass });
  await deps.openQueue(target.reconcileQueueUrl).send({ body, attributes: {}, groupId: endpoint });
  if (!follow) {
    deps.print([`Queued the pass ${pass.id} over ${endpoint}. ${lookAgain(pass.id, target, options)}`]);
    return 0;
  }
  const { reconcilerLogGroup, archiverLogGroup } = target;
  const logs = { reconcilerLogGroup, archiverLogGroup };
  const followed = { passId: pass.id, dryRun, ...logs, since: loggedSince(queuedAt) };
  const again = lookAgain(pass.id, target, options);
  const state = await followToEnd(followed, follow, { ...deps, again });
  return report({ ...state, ...target, passId: pass.id, endpoint, dryRun, retry, again }, deps);
}

/** Says where to look after this command has ended. */
function lookAgain(
  passId: string,
  { reconcilerLogGroup, archiverLogGroup }: ReconcilingEndpoint,
  { stack, region, profile, construct, endpoint, since, retry }: ReconcileOptions,
): string {
  const place = { stack, region, profile, construct, endpoint, since };
  const count = commandLine('reconcile', defined({ ...place, retry, 'dry-run': true }));
  return `To look again, count: \`${count}\`. The logs ${reconcilerLogGroup} and ${archiverLogGroup} have its lines: search for "${passId}".`;
}

async function followToEnd(
  followed: FollowedImport,
  limits: PollLimits,
  deps: ReconcileDeps & { readonly again: string },
): Promise<ImportState> {
  const goesOn = `The pass ${followed.passId} is queued, and goes on by itself without this command.`;
  const endInterrupts = deps.onInterrupt(() => deps.warn(`${goesOn} ${deps.again}`));
  try {
    return await followQueued(goesOn, () => followImport(followed, limits, deps));
  } finally {
    endInterrupts();
  }
}

function report(imported: ImportReport, { print, warn }: Output): 0 | 1 {
  print(formatImport(imported));
  return reportProblems(importProblems(imported), warn);
}
