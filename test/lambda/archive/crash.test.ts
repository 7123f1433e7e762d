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

/** The external calls for a package of two documents, of which one has a certificate (CAC). */
const stored = ['describe', 'download', 'put'];
const absent = ['describe', 'download'];
const allCalls = [
  ...['status', 'describe'],
  ...[...stored, ...absent, ...stored, ...stored, ...stored],
  ...['status', 'put', 'publish'],
];

const deaths = allCalls.flatMap((step, index) =>
  (['before', 'after'] as const).map((moment) => ({ step, moment, call: index + 1 })),
);

function summarize({ manifests, events, objects, leftovers }: ArchiverWorld) {
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

test('a run without a crash makes exactly these calls', async () => {
  const world = archiverWorld(simulator);

  await world.run(archiveJob(packageId));

  expect(world.calls).toEqual(allCalls);
});

test.each(deaths)(
  'after a crash $moment call $call ($step), the next run finishes the same bundle',
  async (death) => {
    const undisturbed = archiverWorld(simulator);
    await undisturbed.run(archiveJob(packageId));
    const world = archiverWorld(simulator);

    world.dieAt(death satisfies Death);
    await expect(world.run(archiveJob(packageId))).rejects.toBeInstanceOf(ProcessDied);
    world.dieAt(undefined);
    await world.run(archiveJob(packageId));

    expect(summarize(world)).toEqual(oneBundle);
    expect(world.events[0]).toEqual(undisturbed.events[0]);
    expect(world.objects).toEqual(undisturbed.objects);
  },
);

test('two runs at the same time make one bundle and one event id', async () => {
  const world = archiverWorld(simulator);

  await Promise.all([world.run(archiveJob(packageId)), world.run(archiveJob(packageId))]);

  expect(summarize(world)).toEqual(oneBundle);
});

describe('a job that has to wait', () => {
  test.each(['before', 'after'] as const)(
    'is not lost after a crash %s the call that queues it again',
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

describe('a job that is given up', () => {
  const expired = (id: string) => archiveJob(id, { firstSeenAt: '2026-11-01T00:00:00.000Z', attempt: 200 });
  const steps = ['status', 'publish', 'dead-letter queue'];
  const cases = [2, 3].flatMap((call) =>
    (['before', 'after'] as const).map((moment) => ({ step: steps[call - 1], call, moment })),
  );

  test.each(cases)('is announced and stored despite a crash $moment call $call ($step)', async (death) => {
    const world = archiverWorld(simulator);
    simulator.faults.set('status', faultOf.notFound);

    world.dieAt(death);
    await expect(world.run(expired(packageId))).rejects.toBeInstanceOf(ProcessDied);
    world.dieAt(undefined);
    await world.run(expired(packageId));

    expect(world.calls).toEqual(steps);
    expect(new Set(world.events.map(({ id }) => id)).size).toBe(1);
    const givenUp = { reason: 'not-found', at: world.clock.now.toISOString(), tries: 201 };
    expect(world.deadLetters.at(-1)?.job).toEqual({ ...expired(packageId), attempt: 0, givenUp });
  });
});
