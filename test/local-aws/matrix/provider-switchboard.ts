import type { AskedRequest, Fault } from '../../simulators/kit/faults';
import type { ProviderSimulator, SimulatedEnvelope } from '../../simulators/kit/provider-simulator';
import type { ArmedFault } from '../faults/fault-layer';

/** What goes wrong at a provider's. */
export interface ProviderFaultAt {
  /** Goes wrong for it only. Absent for a route whose requests name none. */
  readonly envelope?: Pick<SimulatedEnvelope, 'ids'>;
  /** Any, unless told. */
  readonly route?: string;
  readonly fault: Fault;
  readonly times: number;
}

/** Where faults of one provider's answers are armed, envelope by envelope. */
export interface ProviderSwitchboard {
  readonly arm: (at: ProviderFaultAt) => ArmedFault;
}

/** Has a simulator ask for each request. */
export function providerSwitchboard({ faults }: Pick<ProviderSimulator, 'faults'>): ProviderSwitchboard {
  const armed = new Set<{ readonly at: ProviderFaultAt; fired: number }>();
  faults.decideBy((route, request) => {
    const one = [...armed].find(({ at, fired }) => fired < at.times && isFor(at, route, request));
    if (!one) return undefined;
    one.fired++;
    return one.at.fault;
  });
  return {
    arm(at) {
      const one = { at, fired: 0 };
      armed.add(one);
      return { fired: () => one.fired, disarm: () => void armed.delete(one) };
    },
  };
}

function isFor(at: ProviderFaultAt, route: string, { path, body }: AskedRequest): boolean {
  if (at.route !== undefined && at.route !== route) return false;
  return !at.envelope || at.envelope.ids.some((id) => path.includes(id) || body.includes(id));
}
