import { logMessages } from '../contracts/log-messages';
import type { Pass, PassCounts } from '../contracts/reconcile-message';
import type { Telemetry } from '../kit/telemetry';

/** Logs how far a pass is. The command `reconcile` follows these lines. */
export function reportPage(telemetry: Telemetry, pass: Pass, counts: PassCounts): void {
  telemetry.info(logMessages.passGoesOn, passFields(pass, counts));
}

/** The fields of a pass in a log line. */
export function passFields({ endpoint, id: passId, kind, dryRun }: Pass, counts: PassCounts) {
  return { endpoint, passId, kind, dryRun, ...counts };
}
