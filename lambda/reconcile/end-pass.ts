import type { FailureReason } from '../contracts/failure-reason';
import { logMessages } from '../contracts/log-messages';
import type { Pass, PassCounts, PassPage } from '../contracts/reconcile-message';
import { noCounts } from './pass-counts';
import { markFinished } from './pass-marks';
import type { RunDeps } from './reconcile-deps';
import { passFields } from './report-page';

/** How a pass ended that did not reach the end of the list. */
export interface PassEnd {
  /** `unfinished`: its successor is due. `refused`: no retry helps. */
  readonly outcome: 'unfinished' | 'refused';
  readonly reason?: FailureReason;
  readonly error?: unknown;
}

/** Ends a pass that did not reach the end of the list. */
export function endPass({ telemetry }: RunDeps, page: PassPage, end: PassEnd): void {
  const { outcome, reason, error } = end;
  const fields = { ...passFields(page.pass, page.counts ?? noCounts), outcome, reason };
  telemetry.warn(logMessages.passEnded, fields, error);
}

/** Finishes a pass at the end of the list. The mark comes first: a pass that is logged as finished counts. */
export async function finishPass(deps: RunDeps, pass: Pass, counts: PassCounts): Promise<void> {
  const { telemetry } = deps;
  if (pass.kind !== 'import') {
    await markFinished(deps, pass);
    telemetry.count('PassFinished', pass.endpoint);
  }
  telemetry.info(logMessages.passEnded, {
    ...passFields(pass, counts),
    outcome: 'finished',
    mayHaveSkipped: pass.mayHaveSkipped,
  });
}
