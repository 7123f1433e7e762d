import type { AwsCall } from '../faults/aws-call';
import type { Way } from './scenario';

/** A call that a room makes to AWS, at one place of its code. */
export interface MatrixCall extends Pick<AwsCall, 'room' | 'service' | 'operation'> {
  /** What it is for: with the room and the operation it makes the row's name. */
  readonly what: string;
  /** Whether a call of the room, service and operation is this one. Any, unless told. */
  readonly isIt?: (call: AwsCall) => boolean;
  /** How a row brings it about. */
  readonly way: Way;
  /** Not all of the SDK's tries may come: its budget is shorter than what they take, or it sends a stream. */
  readonly isShort?: true;
  /** Only a call about the same target whose answer an earlier call of this operation has lost is this one. */
  readonly afterLosing?: string;
}

/** A call's name in the tests' names. */
export function nameOf({ room, operation, what }: MatrixCall): string {
  return `${room}'s ${operation}, ${what},`;
}

/** Whether that is the call, as far as can be told from it alone. */
export function isCall(one: MatrixCall, call: AwsCall): boolean {
  const same = one.room === call.room && one.service === call.service && one.operation === call.operation;
  return same && (one.isIt?.(call) ?? true);
}
