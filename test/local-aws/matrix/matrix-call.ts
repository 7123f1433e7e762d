import type { AwsCall } from '../faults/aws-call';
import type { Scenario } from './scenario';

/** A call that a stage makes to AWS, at one place of its code. */
export interface MatrixCall extends Pick<AwsCall, 'stage' | 'service' | 'operation'> {
  /** What it is for: with the stage and the operation it makes the row's name. */
  readonly what: string;
  /** Whether a call of the stage, service and operation is this one. Any, unless told. */
  readonly matches?: (call: AwsCall) => boolean;
  /** How a row brings it about. */
  readonly scenario: Scenario;
  /** Not all of the SDK's tries may come: its budget is shorter than what they take, or it sends a stream. */
  readonly limitedRetries?: true;
  /** Only a call about the same target whose answer an earlier call of this operation has lost is this one. */
  readonly afterLosing?: string;
}

/** A call's name in the tests' names. */
export function nameOf({ stage, operation, what }: MatrixCall): string {
  return `${stage}'s ${operation}, ${what},`;
}

/** Whether that is the call, as far as can be told from it alone. */
export function isCall(one: MatrixCall, call: AwsCall): boolean {
  const same = one.stage === call.stage && one.service === call.service && one.operation === call.operation;
  return same && (one.matches?.(call) ?? true);
}
