import type { AwsCall } from '../faults/aws-call';
import { isDeadly } from '../faults/fault';
import type { ArmedFault } from '../faults/fault-layer';
import { isCall, type MatrixCall } from './matrix-call';
import type { AwsRow } from './matrix-row';
import type { MatrixWorld } from './matrix-world';

/** The number of attempts of the SDK. A put of a stream has as many. */
const sdkAttempts = 3;

/** Arms a row's fault for the calls of this row. */
export function armRow(
  world: Pick<MatrixWorld, 'layer'>,
  row: AwsRow,
  isOwn: (call: AwsCall) => boolean,
): ArmedFault {
  return armCall(world, row, (call) => isCall(row.call, call) && isOwn(call), row.call);
}

/** Loses the answer of the call that comes before the row's own, and returns a check for calls with the same target. */
export function armLossBefore(
  { layer }: Pick<MatrixWorld, 'layer'>,
  call: MatrixCall,
  isOwn: (call: AwsCall) => boolean,
): (later: AwsCall) => boolean {
  let lost: string | undefined;
  const before: MatrixCall = { ...call, operation: call.afterLosing ?? '' };
  const isFirst = (one: AwsCall) => {
    if (lost !== undefined || !isCall(before, one) || !isOwn(one)) return false;
    lost = one.target;
    return true;
  };
  layer.arm(isFirst, 'lose-answer');
  return (later) => later.target === lost;
}

/** Makes all attempts at one call fail, so that the handler sees the failure. */
export function armFailure(
  world: Pick<MatrixWorld, 'layer'>,
  matches: (call: AwsCall) => boolean,
): ArmedFault {
  return armCall(world, { fault: 'cut', everyAttempt: true }, matches);
}

function armCall(
  { layer }: Pick<MatrixWorld, 'layer'>,
  { fault, everyAttempt }: Pick<AwsRow, 'fault' | 'everyAttempt'>,
  matches: (call: AwsCall) => boolean,
  { isStreamed }: Pick<MatrixCall, 'isStreamed'> = {},
): ArmedFault {
  // A dead process makes no other call. If it gave a call up before it died, its next call may be another invocation.
  if (isDeadly(fault)) return layer.arm(matches, fault);
  let first: string | undefined;
  const isOfOne = (call: AwsCall) => {
    if (!matches(call)) return false;
    const one = isStreamed ? call.target : call.invocation;
    first ??= one;
    return one === first;
  };
  return layer.arm(isOfOne, fault, { times: everyAttempt ? sdkAttempts : 1 });
}

/** Checks whether a row's fault has hit as many calls as it must. */
export function hasFired(row: AwsRow, { fired }: Pick<ArmedFault, 'fired'>): boolean {
  return fired() >= (row.everyAttempt && isRetried(row) ? sdkAttempts : 1);
}

/** The SDK does not retry when an object's body breaks: the handler sees that failure at once. */
function isRetried({ call, fault }: AwsRow): boolean {
  return !call.limitedRetries && !(call.operation === 'GetObject' && fault === 'break-answer');
}
