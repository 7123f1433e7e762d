import type { AwsCall, Stage } from './aws-call';
import type { Fault } from './fault';

/** A fault that waits for its call. */
export interface ArmedFault {
  /** How often it came into play. */
  readonly fired: () => number;
  readonly disarm: () => void;
}

/** What stands between the Lambda functions and the local AWS, and can let any call go wrong. */
export interface FaultLayer {
  /** What a stage's functions take for AWS: plain HTTP. */
  readonly endpointOf: (stage: Stage) => string;
  /** The next calls that match go wrong: as many as told (one), each try of the SDK being a call. */
  readonly arm: (
    matches: (call: AwsCall) => boolean,
    fault: Fault,
    options?: { readonly times?: number },
  ) => ArmedFault;
  /** Asked for each call that no armed fault takes: the storm's dice. Nothing: the call goes through. */
  readonly decideBy: (decide: ((call: AwsCall) => Fault | undefined) | undefined) => void;
  /** Every call so far, oldest first, with the fault that it met. */
  readonly calls: readonly (AwsCall & { readonly fault?: Fault })[];
  readonly stop: () => Promise<void>;
}
