import type { AskedRequest, Fault } from '../../simulators/kit/faults';
import type { ProviderSimulator, SimulatedEnvelope } from '../../simulators/kit/provider-simulator';
import type { ArmedFault } from '../faults/fault-layer';

/** A fault of a provider, and where it happens. */
export interface ProviderFaultAt {
  /** The envelope whose requests fail. Absent for a route whose requests name no envelope. */
  readonly envelope?: Pick<SimulatedEnvelope, 'ids'>;
  /** The route that fails. By default every route does. */
  readonly route?: string;
  readonly fault: Fault;
  readonly times: number;
}

/** Arms faults of one provider's answers, for single envelopes. */
export interface ProviderSwitchboard {
  readonly arm: (at: ProviderFaultAt) => ArmedFault;
}

/** Connects a switchboard with a simulator. */
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
