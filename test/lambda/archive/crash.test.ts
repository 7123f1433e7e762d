import { startIinkedSignSimulator, type IinkedSignSimulator } from '../../simulators/iinked-sign/simulator';
import { faultOf } from '../../simulators/kit/faults';
import {
  archiveJob,
  archiverWorld,
  oneCac,
  ProcessDied,
  type ArchiverWorld,
  type Death,
} from './archiver-world';

let simulator: IinkedSignSimulator;
let packageId: string;

beforeAll(async () => {
  simulator = await startIinkedSignSimulator();
  packageId = (await simulator.addPackage(oneCac)).packageId;
  simulator.complete(packageId);
});

afterEach(() => simulator.faults.clear());

afterAll(() => simulator.close());

/** The way of a package of two documents, one with a CAC, by its calls to the outside. */
const kept = ['describe', 'download', 'put'];
const absent = ['describe', 'download'];
const way = [
  ...['status', 'describe'],
  ...[...kept, ...absent, ...kept, ...kept, ...kept],
  ...['status', 'put', 'publish'],
];

const deaths = way.flatMap((step, index) =>
  (['before', 'after'] as const).map((moment) => ({ step, moment, call: index + 1 })),
);

function ends({ manifests, events, objects, leftovers }: ArchiverWorld) {
  return {
    manifests: manifests().length,
    eventIds: new Set(events.map(({ id }) => id)).size,
    eventTypes: new Set(events.map(({ type }) => type)),
    objects: objects.size,
    leftovers: leftovers(),
  };
}

const oneBundle = {
  manifests: 1,
  eventIds: 1,
  eventTypes: new Set(['envelope.archived']),
  objects: 5,
  leftovers: [],
};

test('a bundle takes just these steps', async () => {
  const world = archiverWorld(simulator);

  await world.run(archiveJob(packageId));

  expect(world.calls).toEqual(way);
});

test.each(deaths)(
  'killed $moment call $call ($step), the next run finishes the same bundle',
  async (death) => {
    const undisturbed = archiverWorld(simulator);
    await undisturbed.run(archiveJob(packageId));
    const world = archiverWorld(simulator);

    world.dieAt(death satisfies Death);
    await expect(world.run(archiveJob(packageId))).rejects.toBeInstanceOf(ProcessDied);
    world.dieAt(undefined);
    await world.run(archiveJob(packageId));

    expect(ends(world)).toEqual(oneBundle);
    expect(world.events[0]).toEqual(undisturbed.events[0]);
    expect(world.objects).toEqual(undisturbed.objects);
  },
);

test('two runs at the same time make one bundle and one event id', async () => {
  const world = archiverWorld(simulator);

  await Promise.all([world.run(archiveJob(packageId)), world.run(archiveJob(packageId))]);

  expect(ends(world)).toEqual(oneBundle);
});

describe('waiting', () => {
  test.each(['before', 'after'] as const)(
    'killed %s putting the job back, the job is still there',
    async (moment) => {
      const world = archiverWorld(simulator);
      simulator.faults.set('status', faultOf.serverError);

      world.dieAt({ call: 2, moment });
      await expect(world.run(archiveJob(packageId))).rejects.toBeInstanceOf(ProcessDied);
      world.dieAt(undefined);
      await world.run(archiveJob(packageId));

      expect(world.queue.at(-1)?.job).toEqual(archiveJob(packageId, { attempt: 1 }));
    },
  );
});

describe('giving up', () => {
  const overdue = (id: string) => archiveJob(id, { firstSeenAt: '2026-11-01T00:00:00.000Z', attempt: 200 });
  const steps = ['status', 'publish', 'dead letter'];
  const cases = [2, 3].flatMap((call) =>
    (['before', 'after'] as const).map((moment) => ({ step: steps[call - 1], call, moment })),
  );

  test.each(cases)('killed $moment call $call ($step), it is told and kept all the same', async (death) => {
    const world = archiverWorld(simulator);
    simulator.faults.set('status', faultOf.notFound);

    world.dieAt(death);
    await expect(world.run(overdue(packageId))).rejects.toBeInstanceOf(ProcessDied);
    world.dieAt(undefined);
    await world.run(overdue(packageId));

    expect(world.calls).toEqual(steps);
    expect(new Set(world.events.map(({ id }) => id)).size).toBe(1);
    const givenUp = { reason: 'not-found', at: world.clock.now.toISOString(), tries: 201 };
    expect(world.deadLetters.at(-1)?.job).toEqual({ ...overdue(packageId), attempt: 0, givenUp });
  });
});
