import type { AwsCall, Stage } from './aws-call';
import type { Fault } from './fault';

/** A fault that is waiting for its call. */
export interface ArmedFault {
  /** Counts the calls that it has hit. */
  readonly fired: () => number;
  readonly disarm: () => void;
}

/** A proxy between the Lambda functions and the local AWS that can make any call fail. */
export interface FaultLayer {
  /** The AWS endpoint for a stage's functions, in plain HTTP. */
  readonly endpointOf: (stage: Stage) => string;
  /** Makes the next matching calls fail: `times` calls, 1 by default. Each attempt of the SDK is a call. */
  readonly arm: (
    matches: (call: AwsCall) => boolean,
    fault: Fault,
    options?: { readonly times?: number },
  ) => ArmedFault;
  /** Sets the function that chooses a fault for each call without an armed fault. `undefined`: the call passes. */
  readonly decideBy: (decide: ((call: AwsCall) => Fault | undefined) | undefined) => void;
  /** All calls so far, oldest first, with their faults. */
  readonly calls: readonly (AwsCall & { readonly fault?: Fault })[];
  readonly stop: () => Promise<void>;
}
