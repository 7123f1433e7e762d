import { faultOf } from '../../simulators/kit/faults';
import type { SimulatedEnvelope } from '../../simulators/kit/provider-simulator';
import { everyProvider } from '../harness/sample/every-provider';
import { untilArchived } from '../harness/observe/envelope-events';
import type { ProviderRow } from './matrix-row';
import type { MatrixWorld } from './matrix-world';
import type { ProviderFaultAt } from './provider-switchboard';
import type { PlayedRow } from './played-row';
import { startPasses } from '../harness/send/start-pass';
import { completedEnvelope, deliverCompletion, missedEnvelope } from './row-envelope';

/** The longest time without progress until a row has ended. */
const timeoutSeconds = 200;

/** Plays a row and switches its fault off. `checkRow` checks the result later. */
export async function playProviderRow(world: MatrixWorld, row: ProviderRow): Promise<PlayedRow> {
  const { provider, route, asOf, inPass = false } = row.call;
  const { endpoint } = everyProvider.find((one) => one.provider === provider)!;
  const one = await (inPass ? missedEnvelope(world, endpoint) : completedEnvelope(world, endpoint, asOf));
  const { envelope } = one;
  const { fault } = row.fault;
  const switchboard = world.switchboardOf(provider);
  const missing = missingRoutes(row).map((at) => switchboard.arm({ ...named(envelope, at.route), ...at }));
  const at = inPass ? {} : named(envelope, route);
  const armed = switchboard.arm({ ...at, route, fault, times: row.times });
  try {
    await (inPass ? startPasses(world.sample, 'full', [endpoint]) : deliverCompletion(world, one));
    await untilArchived(world.sample, envelope.id, timeoutSeconds);
    const problems = armed.fired() === row.times ? [] : [`the fault fired ${armed.fired()} times`];
    return { ...one, promised: 'archived', isFound: inPass, duplicates: 0, problems };
  } finally {
    for (const one of [armed, ...missing]) one.disarm();
  }
}

/** The routes that fail too: always in version 1.x, otherwise as long as the fault lasts. */
function missingRoutes({ call: { asOf, without = [] }, times }: ProviderRow) {
  return without.map((route) => ({
    route,
    fault: faultOf.notFound,
    times: asOf === '1.x' ? Infinity : times,
  }));
}

/** A request for the API's description names no envelope. */
function named(envelope: SimulatedEnvelope, route: string): Pick<ProviderFaultAt, 'envelope'> {
  return route === 'openapi' ? {} : { envelope };
}
