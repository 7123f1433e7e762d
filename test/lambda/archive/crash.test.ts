import { startIinkedSignSimulator, type IinkedSignSimulator } from '../../simulators/iinked-sign/simulator';
import { faultOf } from '../../simulators/kit/faults';
import {
  archiveJob,
  archiverWorld,
  oneCac,
  start,
  waitingJob,
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

const hour = 60 * 60 * 1_000;

const deathsAt = (steps: readonly string[]) =>
  steps.flatMap((step, index) =>
    (['before', 'after'] as const).map((moment) => ({ step, moment, call: index + 1 })),
  );

const claimOf = ({ claims }: ArchiverWorld, envelopeId: string) =>
  claims.claims.get(`contracts/${envelopeId}.json`)?.claim;

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

test.each(deathsAt(allCalls))(
  'after a crash $moment call $call ($step), the next run finishes the same bundle',
  async (death) => {
    const undisturbed = archiverWorld(simulator);
    await undisturbed.run(archiveJob(packageId));
    const world = archiverWorld(simulator);

    world.dieAt(death satisfies Death);
    await expect(world.run(archiveJob(packageId))).rejects.toBeInstanceOf(ProcessDied);
    world.dieAt(undefined);
    await world.run(archiveJob(packageId), { receiveCount: 2 });

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

describe('a job whose completion no webhook reported', () => {
  const missed = (id: string) =>
    archiveJob(id, { orderId: 'pass', foundBy: 'reconciliation', unreportedCompletion: {} });
  const steps = [...allCalls.slice(0, 2), 'publish', ...allCalls.slice(2)];

  test('makes exactly these calls', async () => {
    const world = archiverWorld(simulator);

    await world.run(missed(packageId));

    expect(world.calls).toEqual(steps);
  });

  test.each(deathsAt(steps))(
    'is announced as complete and as archived despite a crash $moment call $call ($step)',
    async (death) => {
      const world = archiverWorld(simulator);

      world.dieAt(death);
      await expect(world.run(missed(packageId))).rejects.toBeInstanceOf(ProcessDied);
      world.dieAt(undefined);
      await world.run(missed(packageId), { receiveCount: 2 });

      expect(summarize(world)).toEqual({
        ...oneBundle,
        eventIds: 2,
        eventTypes: new Set(['envelope.completed', 'envelope.archived']),
      });
      expect(world.events[0]?.type).toBe('envelope.completed');
    },
  );

  test.each(deathsAt(['status', 'read claim', 'write claim']))(
    'is not forgotten when it is folded into another, despite a crash $moment call $call ($step)',
    async (death) => {
      const world = archiverWorld(simulator);
      simulator.faults.set('status', faultOf.serverError);
      await world.run(archiveJob(packageId, { completionEventId: 'd'.repeat(64) }));

      world.dieAt(death);
      await expect(world.run(missed(packageId))).rejects.toBeInstanceOf(ProcessDied);
      world.dieAt(undefined);
      await world.run(missed(packageId), { receiveCount: 2 });
      simulator.faults.clear();
      await world.run(world.queue[0]!.job);

      expect(world.events.map(({ type }) => type)).toEqual(['envelope.completed', 'envelope.archived']);
    },
  );
});

describe('a job that has to wait', () => {
  const steps = ['status', 'read claim', 'write claim', 'queue'];

  test.each(deathsAt(steps))(
    'is not lost after a crash $moment call $call ($step)',
    async ({ call, moment }) => {
      const world = archiverWorld(simulator);
      simulator.faults.set('status', faultOf.serverError);

      world.dieAt({ call, moment });
      await expect(world.run(archiveJob(packageId))).rejects.toBeInstanceOf(ProcessDied);
      world.dieAt(undefined);
      await world.run(archiveJob(packageId), { receiveCount: 2 });

      expect(world.queue.at(-1)?.job).toEqual(waitingJob(archiveJob(packageId, { attempt: 1 })));
      expect(claimOf(world, packageId)).toMatchObject({ owner: 'c'.repeat(64), released: false });
    },
  );
});

describe('a job that finds a living owner', () => {
  const steps = ['status', 'read claim', 'write claim'];
  const other = (id: string) => archiveJob(id, { orderId: 'other' });

  test.each(deathsAt(steps))(
    'extends the owner’s time despite a crash $moment call $call ($step)',
    async ({ call, moment }) => {
      const world = archiverWorld(simulator);
      simulator.faults.set('status', faultOf.serverError);
      await world.run(archiveJob(packageId));
      world.clock.now = new Date(start.getTime() + 10_000);
      const job = { ...other(packageId), firstSeenAt: world.clock.now.toISOString() };

      world.dieAt({ call, moment });
      await expect(world.run(job)).rejects.toBeInstanceOf(ProcessDied);
      world.dieAt(undefined);
      await world.run(job, { receiveCount: 2 });

      expect(world.queue).toHaveLength(1);
      const giveUpAt = new Date(start.getTime() + 10_000 + 48 * hour).toISOString();
      expect(claimOf(world, packageId)).toMatchObject({ owner: 'c'.repeat(64), giveUpAt, reannounce: true });
    },
  );
});

describe('a waiting job that is archived', () => {
  const steps = ['read claim', ...allCalls, 'write claim'];

  test.each(deathsAt(steps).slice(-6))(
    'is announced and releases its claim despite a crash $moment call $call ($step)',
    async ({ call, moment }) => {
      const world = archiverWorld(simulator);
      simulator.faults.set('status', faultOf.serverError);
      await world.run(archiveJob(packageId));
      simulator.faults.clear();
      const { job } = world.queue[0]!;

      world.dieAt({ call, moment });
      await expect(world.run(job)).rejects.toBeInstanceOf(ProcessDied);
      world.dieAt(undefined);
      await world.run(job, { receiveCount: 2 });

      expect(summarize(world)).toEqual(oneBundle);
      expect(claimOf(world, packageId)).toMatchObject({ released: true });
    },
  );
});

describe('a job that is given up', () => {
  const expired = (id: string) => archiveJob(id, { firstSeenAt: '2026-11-01T00:00:00.000Z', attempt: 200 });
  const steps = ['read claim', 'status', 'write claim', 'publish', 'dead-letter queue'];

  test.each(deathsAt(steps))(
    'is announced and stored despite a crash $moment call $call ($step)',
    async ({ call, moment }) => {
      const world = archiverWorld(simulator);
      simulator.faults.set('status', faultOf.notFound);
      world.claims.plant(`contracts/${packageId}.json`, {
        version: 1,
        owner: 'c'.repeat(64),
        aliveUntil: start.toISOString(),
        giveUpAt: start.toISOString(),
        extensions: 3,
        reannounce: false,
        released: false,
      });

      world.dieAt({ call, moment });
      await expect(world.run(expired(packageId))).rejects.toBeInstanceOf(ProcessDied);
      world.dieAt(undefined);
      await world.run(expired(packageId), { receiveCount: 2 });

      expect(new Set(world.events.map(({ id }) => id)).size).toBe(1);
      const givenUp = { reason: 'not-found', at: world.clock.now.toISOString(), tries: 201 };
      expect(world.deadLetters.at(-1)?.job).toEqual({ ...expired(packageId), attempt: 0, givenUp });
      expect(claimOf(world, packageId)).toMatchObject({ released: true });
    },
  );

  test('makes exactly these calls', async () => {
    const world = archiverWorld(simulator);
    simulator.faults.set('status', faultOf.notFound);

    await world.run(expired(packageId));

    expect(world.calls).toEqual(['read claim', 'status', 'publish', 'dead-letter queue']);
  });
});
