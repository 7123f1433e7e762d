import type { AwsCall } from './aws-call';
import type { Fault } from './fault';
import type { FaultLayer } from './fault-layer';

/** Holds the armed faults and remembers the calls. */
export interface FaultSwitchboard extends Pick<FaultLayer, 'arm' | 'decideBy' | 'calls'> {
  /** Remembers the call and returns its fault, if it has one. */
  readonly faultFor: (call: AwsCall) => ChosenFault | undefined;
}

/** The fault of one call. */
export interface ChosenFault {
  readonly fault: Fault;
  /** Takes the fault back, so that it hits the next call that matches: this call did not meet it. */
  readonly takeBack: () => void;
}

/** The length of a remembered text. A large body has a megabyte, and a storm has thousands of calls. */
const maxTextLength = 16_384;

interface Armed {
  readonly matches: (call: AwsCall) => boolean;
  readonly fault: Fault;
  left: number;
  fired: number;
}

/** Makes a switchboard without faults. */
export function faultSwitchboard(): FaultSwitchboard {
  const armed = new Set<Armed>();
  const calls: (AwsCall & { readonly fault?: Fault })[] = [];
  let decide: ((call: AwsCall) => Fault | undefined) | undefined;

  const firstArmed = (call: AwsCall): ChosenFault | undefined => {
    const found = [...armed].find(({ left, matches }) => left > 0 && matches(call));
    if (!found) return undefined;
    found.left--;
    found.fired++;
    const takeBack = () => {
      found.left++;
      found.fired--;
    };
    return { fault: found.fault, takeBack };
  };

  const decided = (call: AwsCall): ChosenFault | undefined => {
    const fault = decide?.(call);
    return fault && { fault, takeBack: () => undefined };
  };

  return {
    calls,
    arm(matches, fault, { times = 1 } = {}) {
      const one: Armed = { matches, fault, left: times, fired: 0 };
      armed.add(one);
      return { fired: () => one.fired, disarm: () => void armed.delete(one) };
    },
    decideBy: (decider) => void (decide = decider),
    faultFor(call) {
      const chosen = firstArmed(call) ?? decided(call);
      const remembered = { ...call, text: call.text.slice(0, maxTextLength) };
      calls.push(chosen === undefined ? remembered : { ...remembered, fault: chosen.fault });
      return chosen;
    },
  };
}
