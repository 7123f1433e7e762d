/** What the commands share that queue work and then follow it in the logs. */
import { CommandFailure } from '../command-failure';
import type { ReadLog } from '../logs/log-line';
import type { Stopwatch } from '../poll';
import type { OpenQueue } from '../queues/queue';
import type { ReadOutputs } from '../stack/outputs';
import type { Output } from '../terminal/output';
import type { StartProgress } from '../terminal/progress';

/** The dependencies of a command that queues work and follows it. */
export interface QueuedWorkDeps extends Output {
  readonly readOutputs: ReadOutputs;
  readonly openQueue: OpenQueue;
  readonly readLog: ReadLog;
  readonly startProgress: StartProgress;
  readonly watch: Stopwatch;
  /** Returns the time by the clock of AWS, in milliseconds since the epoch. */
  readonly serverNow: () => number;
}

/** The clock of the log may be this much behind `serverNow`: what began at once must be found. */
const clockToleranceMs = 1_500;

/** Returns since when the log may have lines about work that was queued then. */
export const loggedSince = (queuedAt: number): number => queuedAt - clockToleranceMs;

/**
 * Follows queued work. If that fails, the error says first that the work goes on.
 *
 * @param goesOn says what is queued, and that it goes on without this command
 */
export async function followQueued<End>(goesOn: string, follow: () => Promise<End>): Promise<End> {
  try {
    return await follow();
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    throw new CommandFailure(`${goesOn} ${error.message}`, { cause: error });
  }
}
