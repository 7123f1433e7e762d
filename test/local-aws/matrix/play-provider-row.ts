import { faultOf } from '../../simulators/kit/faults';
import type { SimulatedEnvelope } from '../../simulators/kit/provider-simulator';
import { everyProvider } from '../harness/sample/every-provider';
import { untilArchived } from '../harness/observe/envelope-events';
import type { ProviderRow } from './matrix-row';
import type { MatrixWorld } from './matrix-world';
import type { ProviderFaultAt } from './provider-switchboard';
import type { PlayedRow } from './played-row';
import { completedEnvelope, deliverCompletion } from './row-envelope';

/** Seconds until a row must have come to its end, on a machine that does much else. */
const timeoutSeconds = 200;

/** Plays a row. The fault is off when it ends; the promise is looked at later. */
export async function playProviderRow(world: MatrixWorld, row: ProviderRow): Promise<PlayedRow> {
  const { provider, route, asOf } = row.call;
  const { endpoint } = everyProvider.find((one) => one.provider === provider)!;
  const one = await completedEnvelope(world, endpoint, asOf);
  const { envelope } = one;
  const { fault } = row.fault;
  const switchboard = world.switchboard(provider);
  const missing = missingRoutes(row).map((at) => switchboard.arm({ ...named(envelope, at.route), ...at }));
  const armed = switchboard.arm({ ...named(envelope, route), route, fault, times: row.times });
  try {
    await deliverCompletion(world, one);
    await untilArchived(world.sample, envelope.id, timeoutSeconds);
    const problems = armed.fired() === row.times ? [] : [`the fault fired ${armed.fired()} times`];
    return { ...one, promised: 'archived', problems };
  } finally {
    for (const one of [armed, ...missing]) one.disarm();
  }
}

/** What the instance says not to have: for as long as the fault lasts where only that leads to the call, or always. */
function missingRoutes({ call: { asOf, without = [] }, times }: ProviderRow) {
  return without.map((route) => ({
    route,
    fault: faultOf.notFound,
    times: asOf === '1.x' ? Infinity : times,
  }));
}

/** Nobody asks for the description of an API for an envelope's sake. */
function named(envelope: SimulatedEnvelope, route: string): Pick<ProviderFaultAt, 'envelope'> {
  return route === 'openapi' ? {} : { envelope };
}
