import type { ScheduledPassKind } from '../../../lambda/contracts/reconcile-message';
import { plantBundle } from './archive-parts';
import { reconcilerWorld, start } from './reconciler-world';
import { completed } from './scripted-lister';

/** A pass over an endpoint whose envelopes are all in the archive. */
export interface PassScenario {
  readonly envelopes: number;
  /** How many of them completed since the last pass. */
  readonly completedSince: number;
  readonly kind: ScheduledPassKind;
  /** The time between two passes. */
  readonly everyMs: number;
}

/** The calls of one pass. */
export interface PassCalls {
  readonly provider: number;
  /** S3's calls with the price of a list: LIST and PUT. */
  readonly listOrPut: number;
  /** S3's calls with the price of a read: GET and HEAD. */
  readonly getOrHead: number;
  readonly jobs: number;
  /** The runs of the function; each has one message. */
  readonly runs: number;
}

/** Runs the first two passes, and counts the calls of the second one. */
export async function measurePass(scenario: PassScenario): Promise<PassCalls> {
  const { envelopes, completedSince, kind, everyMs } = scenario;
  const world = reconcilerWorld();
  // The first pass finds the older envelopes.
  const firstAt = new Date(start.getTime() - 1);
  const older = Array.from({ length: envelopes - completedSince }, (_, n) =>
    completed(`older-${n}`, firstAt),
  );
  await world.pass(kind, everyMs);
  world.clock.now = new Date(start.getTime() + everyMs);
  const since = Array.from({ length: completedSince }, (_, n) =>
    completed(`since-${n}`, new Date(world.clock.now.getTime() - everyMs / 2)),
  );
  world.provider.script.envelopes = [...since, ...older];
  for (const { id } of world.provider.script.envelopes) plantBundle(world, id);
  world.outside.dieAt(undefined);
  await world.pass(kind, everyMs);
  const calls = (...names: readonly string[]) =>
    world.outside.names.filter((name) => names.includes(name)).length;
  return {
    provider: calls('provider'),
    listOrPut: calls('list', 'put'),
    getOrHead: calls('get', 'head'),
    jobs: calls('send job'),
    // The first message is the schedule's.
    runs: calls('send page') + 1,
  };
}
