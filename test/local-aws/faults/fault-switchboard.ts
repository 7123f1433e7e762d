import type { AwsCall } from './aws-call';
import type { Fault } from './fault';
import type { FaultLayer } from './fault-layer';

/** Where faults are armed and calls are remembered, and the side of it that asks for each call. */
export interface FaultSwitchboard extends Pick<FaultLayer, 'arm' | 'decideBy' | 'calls'> {
  /** Remembers the call, and says how it goes wrong, if it does. */
  readonly meet: (call: AwsCall) => Fault | undefined;
}

/** What is remembered of a call's text: a large body has a megabyte, and a storm has thousands of them. */
const maxTextLength = 16_384;

interface Waiting {
  readonly matches: (call: AwsCall) => boolean;
  readonly fault: Fault;
  left: number;
  fired: number;
}

/** A switchboard with no fault armed. */
export function faultSwitchboard(): FaultSwitchboard {
  const armed = new Set<Waiting>();
  const calls: (AwsCall & { readonly fault?: Fault })[] = [];
  let decide: ((call: AwsCall) => Fault | undefined) | undefined;

  const take = (call: AwsCall): Fault | undefined => {
    const found = [...armed].find(({ left, matches }) => left > 0 && matches(call));
    if (!found) return undefined;
    found.left--;
    found.fired++;
    return found.fault;
  };

  return {
    calls,
    arm(matches, fault, { times = 1 } = {}) {
      const waiting: Waiting = { matches, fault, left: times, fired: 0 };
      armed.add(waiting);
      return { fired: () => waiting.fired, disarm: () => void armed.delete(waiting) };
    },
    decideBy: (decider) => void (decide = decider),
    meet(call) {
      const fault = take(call) ?? decide?.(call);
      const remembered = { ...call, text: call.text.slice(0, maxTextLength) };
      calls.push(fault === undefined ? remembered : { ...remembered, fault });
      return fault;
    },
  };
}
