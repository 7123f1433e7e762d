import type { AwsCall } from '../faults/aws-call';
import type { Scenario } from './scenario';

/** A call of a stage to AWS, at one place of its code. */
export interface MatrixCall extends Pick<AwsCall, 'stage' | 'service' | 'operation'> {
  /** The purpose. Together with the stage and the operation it is the row's name. */
  readonly what: string;
  /** Tells this call from others of the same stage, service and operation. By default there are no others. */
  readonly matches?: (call: AwsCall) => boolean;
  /** How a row makes the stage do this call. */
  readonly scenario: Scenario;
  /** The SDK may make fewer attempts, because the call's time is too short for them. */
  readonly limitedRetries?: true;
  /** The body is a stream: our own code repeats the call, and the SDK counts each attempt as a call of its own. */
  readonly isStreamed?: true;
  /** The operation of an earlier call on the same target whose answer gets lost. */
  readonly afterLosing?: string;
}

/** Names a call in the names of tests. */
export function callName({ stage, operation, what }: MatrixCall): string {
  return `${stage}'s ${operation}, ${what},`;
}

/** Checks whether a call is the one of the matrix. */
export function isCall(one: MatrixCall, call: AwsCall): boolean {
  const same = one.stage === call.stage && one.service === call.service && one.operation === call.operation;
  return same && (one.matches?.(call) ?? true);
}
