import { everyProvider } from '../harness/every-provider';
import { untilArchived } from '../harness/envelope-events';
import type { ProviderRow } from './matrix-row';
import type { MatrixWorld } from './matrix-world';
import type { PlayedRow } from './played-row';
import { completedEnvelope, tellCompletion } from './told-envelope';

/** Seconds until a row must have come to its end, on a machine that does much else. */
const patience = 200;

/** Plays a row. The fault is off when it ends; the promise is looked at later. */
export async function playProviderRow(world: MatrixWorld, row: ProviderRow): Promise<PlayedRow> {
  const { provider, route } = row.call;
  const { endpoint } = everyProvider.find((one) => one.provider === provider)!;
  const one = await completedEnvelope(world, endpoint);
  const { envelope } = one;
  const { fault } = row.fault;
  const armed = world.desk(provider).arm({ envelope, route, fault, times: row.times });
  try {
    await tellCompletion(world, one);
    await untilArchived(world.sample, envelope.id, patience);
    const problems = armed.fired() === row.times ? [] : [`the fault fired ${armed.fired()} times`];
    return { ...one, promised: 'archived', problems };
  } finally {
    armed.disarm();
  }
}
