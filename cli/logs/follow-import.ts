import { pollUntilQuiet, type PollLimits, type Stopwatch } from '../poll';
import { reasonInWords } from '../reasons';
import { endedOnFailure, type StartProgress } from '../terminal/progress';
import type { ReadLog } from './log-line';
import { countOf, ordersAfter, type OrdersState } from './orders-state';
import { newPass, passAfter, type PassState } from './pass-state';
import { tailLog, type TailLog } from './tail-log';

/** An import, and the logs that it appears in. */
export interface FollowedImport {
  readonly passId: string;
  readonly dryRun: boolean;
  readonly reconcilerLogGroup: string;
  readonly archiverLogGroup: string;
  /** When the pass was queued, in milliseconds since the epoch. */
  readonly since: number;
}

/** How far an import is, as the logs say. */
export interface ImportState {
  readonly pass: PassState;
  readonly orders: OrdersState;
}

interface FollowDeps {
  readonly readLog: ReadLog;
  readonly startProgress: StartProgress;
  readonly watch: Stopwatch;
}

/**
 * Follows the pass until it ends, and then its archive jobs until all have ended. Returns the last state, also when the logs
 * say nothing new for as long as `limits` allow.
 */
export async function followImport(
  followed: FollowedImport,
  limits: PollLimits,
  deps: FollowDeps,
): Promise<ImportState> {
  const logs = logsOf(followed, deps.readLog);
  const listed = await followPass(logs, limits, deps);
  if (!listed.pass.end || followed.dryRun || listed.pass.counts.ordered === 0) return listed;
  return followOrders(logs, listed, { ...deps, limits });
}

/** The logs, and how to read an import's state from their new lines. */
interface ImportLogs {
  readonly passId: string;
  readonly pass: TailLog;
  readonly orders: TailLog;
}

function logsOf(followed: FollowedImport, readLog: ReadLog): ImportLogs {
  const { passId, dryRun, reconcilerLogGroup, archiverLogGroup, since } = followed;
  const query = { containing: passId, since };
  return {
    passId,
    pass: tailLog(readLog, { ...query, logGroup: reconcilerLogGroup }),
    orders: dryRun ? () => Promise.resolve([]) : tailLog(readLog, { ...query, logGroup: archiverLogGroup }),
  };
}

/** Any line is news: a provider may let the pass wait for long, and a full queue does too. */
async function followPass(logs: ImportLogs, limits: PollLimits, deps: FollowDeps): Promise<ImportState> {
  const progress = await deps.startProgress(undefined, 'Reading the list');
  let state: ImportState = { pass: newPass, orders: new Map() };
  const look = async () => {
    const [pass, orders] = await Promise.all([logs.pass(), logs.orders()]);
    state = {
      pass: passAfter(state.pass, logs.passId, pass),
      orders: ordersAfter(state.orders, logs.passId, orders),
    };
    progress.show(0, passStatus(state));
    return { result: state, hasNews: pass.length > 0 };
  };
  const end = await endedOnFailure(progress, () =>
    pollUntilQuiet(look, ({ pass }) => pass.end !== undefined, limits, deps.watch),
  );
  progress.end(end.pass.end ? 'The pass has ended' : 'The pass has not ended yet');
  return end;
}

/** Only an end is news: a job that waits for its provider logs each attempt for 48 hours. */
async function followOrders(
  logs: ImportLogs,
  { pass, orders: before }: ImportState,
  deps: FollowDeps & { readonly limits: PollLimits },
): Promise<ImportState> {
  const { ordered } = pass.counts;
  const progress = await deps.startProgress(ordered, 'Archiving');
  let orders = before;
  const look = async () => {
    const ended = endedIn(orders);
    orders = ordersAfter(orders, logs.passId, await logs.orders());
    progress.show(endedIn(orders), ordersStatus(orders));
    return { result: orders, hasNews: endedIn(orders) > ended };
  };
  const end = await endedOnFailure(progress, () =>
    pollUntilQuiet(look, (state) => endedIn(state) >= ordered, deps.limits, deps.watch),
  );
  progress.end(endedIn(end) >= ordered ? 'All jobs have ended' : 'Not all jobs have ended yet');
  return { pass, orders: end };
}

const endedIn = (orders: OrdersState) => countOf(orders, 'archived') + countOf(orders, 'failed');

function passStatus({ pass: { counts, waitsFor }, orders }: ImportState): string {
  const { found, there, waiting, ordered } = counts;
  const archived = countOf(orders, 'archived');
  const counted = `found ${found}, there ${there}, waiting ${waiting}, ordered ${ordered}`;
  const why = waitsFor === undefined ? '' : `; waits: ${reasonInWords(waitsFor)}`;
  return `Reading the list: ${counted}${archived > 0 ? `, archived ${archived}` : ''}${why}`;
}

function ordersStatus(orders: OrdersState): string {
  const failed = countOf(orders, 'failed');
  return `Archiving: ${countOf(orders, 'archived')} archived${failed > 0 ? `, ${failed} failed` : ''}`;
}
