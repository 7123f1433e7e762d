import { processJob } from '../../../lambda/archive/process-job';
import type { ArchiveJob } from '../../../lambda/contracts/archive-job';
import { PermanentFailure } from '../../../lambda/kit/permanent-failure';
import { faultOf } from '../../simulators/kit/faults';
import { startIinkedSignSimulator, type IinkedSignSimulator } from '../../simulators/iinked-sign/simulator';
import { archiveJob, archiverWorld, start, waitingJob, type ArchiverWorld } from './archiver-world';

const hour = 60 * 60 * 1_000;

let simulator: IinkedSignSimulator;
let packageId: string;
let world: ArchiverWorld;

beforeAll(async () => {
  simulator = await startIinkedSignSimulator();
  packageId = (await simulator.addPackage()).packageId;
});

beforeEach(() => {
  world = archiverWorld(simulator);
});

afterEach(() => simulator.faults.clear());

afterAll(() => simulator.close());

describe('an envelope that is never completed', () => {
  test('is retried at growing intervals, then announced as failed and moved to the dead-letter queue', async () => {
    const orderId = 'import-1.0';
    let job = archiveJob(packageId, { orderId });
    const delays: (number | undefined)[] = [];
    for (let runs = 0; runs < 500 && world.deadLetters.length === 0; runs++) {
      await world.run(job);
      const sent = world.queue[runs];
      if (!sent) break;
      job = sent.job;
      delays.push(sent.delaySeconds);
      world.clock.now = new Date(world.clock.now.getTime() + (sent.delaySeconds ?? 0) * 1_000);
    }

    expect(delays.slice(0, 8)).toEqual([15, 30, 60, 120, 240, 480, 900, 900]);
    expect(world.clock.now.getTime() - start.getTime()).toBe(48 * hour);
    expect(world.events).toEqual([
      expect.objectContaining({
        type: 'envelope.archive-failed',
        confirmed: false,
        envelope: { id: packageId },
        problem: 'not-complete',
      }),
    ]);
    const givenUp = { reason: 'not-complete', at: world.clock.now.toISOString(), tries: delays.length + 1 };
    expect(world.deadLetters).toEqual([{ job: archiveJob(packageId, { orderId, givenUp }) }]);
    // An operator follows a job by its order.
    for (const message of ['archiving has to wait', 'archiving given up']) {
      expect(world.lines.find((line) => line.includes(message))).toContain(`"orderId":"${orderId}"`);
    }
    expect(job).toMatchObject({ firstSeenAt: start.toISOString(), completionEventId: 'c'.repeat(64) });
    expect(world.counts).toEqual({
      ArchiveWaiting: delays.length,
      ArchiveWaitingForHours: expect.any(Number) as number,
      ArchiveFailed: 1,
    });
  });

  test.each([
    [4 * hour - 1, undefined],
    [4 * hour, 1],
  ])('raises the alarm about a long wait after four hours, not before: after %i ms', async (age, count) => {
    world.clock.now = new Date(start.getTime() + age);

    await world.run(archiveJob(packageId, { attempt: 20 }));

    expect(world.counts['ArchiveWaitingForHours']).toBe(count);
  });

  test.each([
    [48 * hour - 1, 0],
    [48 * hour, 1],
  ])('is given up after 48 hours, not before: after %i ms', async (age, deadLetters) => {
    world.clock.now = new Date(start.getTime() + age);

    await world.run(archiveJob(packageId, { attempt: 200 }));

    expect(world.deadLetters).toHaveLength(deadLetters);
    expect(world.queue).toHaveLength(1 - deadLetters);
  });
});

test('a job whose wait is over is tried, and its next one has no wait', async () => {
  await world.run(archiveJob(packageId, { notBefore: start.toISOString() }));

  const next = waitingJob(archiveJob(packageId, { attempt: 1 }));
  expect(world.queue).toEqual([{ job: next, delaySeconds: 15 }]);
});

test('a job is given up with the last reason, and without a wait for the time when it is redriven', async () => {
  simulator.faults.set('status', faultOf.unauthorized);
  world.clock.now = new Date(start.getTime() + 49 * hour);

  const notBefore = new Date(start.getTime() + 48 * hour).toISOString();
  await world.run(archiveJob(packageId, { notBefore, attempt: 200 }));

  expect(world.events[0]).toMatchObject({ type: 'envelope.archive-failed', problem: 'unauthorized' });
  const givenUp = { reason: 'unauthorized', at: world.clock.now.toISOString(), tries: 201 };
  expect(world.deadLetters).toEqual([{ job: archiveJob(packageId, { givenUp }) }]);
  expect(world.counts).toEqual({ ArchiveFailed: 1, ApiKeyUnusable: 1 });
});

describe('a job that is redriven after it was given up', () => {
  const givenUp = { reason: 'unauthorized', at: start.toISOString(), tries: 200 };

  test.each<[string, Partial<ArchiveJob>]>([
    ['has to wait', {}],
    ['comes before its time', { notBefore: new Date(start.getTime() + 60_000).toISOString() }],
  ])(
    'is a job like any other: if it %s, it is queued again and is no longer marked as given up',
    async (_, given) => {
      await world.run(archiveJob(packageId, { ...given, givenUp }));

      expect(world.queue).toHaveLength(1);
      expect(world.queue[0]?.job).not.toHaveProperty('givenUp');
    },
  );

  test('has the new reason if it is given up again', async () => {
    world.clock.now = new Date(start.getTime() + 49 * hour);

    await world.run(archiveJob(packageId, { attempt: 4, givenUp }));

    expect(world.deadLetters[0]?.job.givenUp).toEqual({
      reason: 'not-complete',
      at: world.clock.now.toISOString(),
      tries: 5,
    });
  });
});

test('a job that arrives after its deadline gets five attempts, some minutes apart, before it is given up', async () => {
  simulator.faults.set('status', faultOf.rateLimited('7200'));
  world.clock.now = new Date(start.getTime() + 72 * hour);

  let job = archiveJob(packageId);
  for (let runs = 0; runs < 4; runs++) {
    await world.run(job);
    expect(world.queue[runs]?.delaySeconds).toBe(900);
    job = world.queue[runs]!.job;
    world.clock.now = new Date(world.clock.now.getTime() + 900_000);
  }
  expect(world.events).toEqual([]);
  await world.run(job);

  expect(world.queue).toHaveLength(4);
  expect(world.deadLetters).toHaveLength(1);
  expect(world.events).toEqual([expect.objectContaining({ problem: 'rate-limited' })]);
});

test('a redriven job is archived, however old it is, if the provider has the files now', async () => {
  const one = await simulator.addPackage();
  simulator.complete(one.packageId);
  world.clock.now = new Date(start.getTime() + 90 * 24 * hour);

  await world.run(archiveJob(one.packageId));

  expect(world.events.map(({ type }) => type)).toEqual(['envelope.archived']);
});

test('a permanent failure is given up at once', async () => {
  const deps = {
    ...world.deps,
    api: {
      ...world.deps.api,
      getEnvelope: () => Promise.reject(new PermanentFailure('unsupported-version')),
    },
  };

  await processJob(deps, archiveJob(packageId));

  expect(world.events[0]).toMatchObject({ type: 'envelope.archive-failed', problem: 'unsupported-version' });
  const givenUp = { reason: 'unsupported-version', at: start.toISOString(), tries: 1 };
  expect(world.deadLetters).toEqual([{ job: archiveJob(packageId, { givenUp }) }]);
});

test('any other error is thrown, so that SQS delivers the message again', async () => {
  const fault = new Error('S3 is down');
  const deps = { ...world.deps, bucket: { ...world.deps.bucket, describe: () => Promise.reject(fault) } };
  const one = await simulator.addPackage();
  simulator.complete(one.packageId);

  await expect(processJob(deps, archiveJob(one.packageId))).rejects.toBe(fault);

  expect(world.queue).toEqual([]);
  expect(world.deadLetters).toEqual([]);
});

describe('near the end of the function’s time', () => {
  test('a run stops between two downloads, and the next run goes on: it is not a failed attempt', async () => {
    const one = await simulator.addPackage();
    simulator.complete(one.packageId);
    const { fileTimeoutMs, marginMs } = world.deps.limits;
    world.clock.remainingMs = () => fileTimeoutMs + marginMs - 1;

    let job = archiveJob(one.packageId);
    for (let runs = 0; runs < 20 && world.events.length === 0; runs++) {
      await world.run(job);
      job = world.queue[runs]?.job ?? job;
    }

    expect(world.queue).toEqual(
      Array(world.queue.length).fill({ job: archiveJob(one.packageId), delaySeconds: undefined }),
    );
    expect(world.events).toHaveLength(1);
    expect(world.counts).toEqual({ BundleArchived: 1 });
    const downloads = simulator.requests.filter(
      ({ path, route }) => route !== 'status' && path.includes(one.packageId),
    );
    expect(new Set(downloads.map(({ path }) => path)).size).toBe(5);
  });

  test('a run with time for one more download begins it', async () => {
    const one = await simulator.addPackage();
    simulator.complete(one.packageId);
    const { fileTimeoutMs, marginMs } = world.deps.limits;
    world.clock.remainingMs = () => fileTimeoutMs + marginMs;

    await world.run(archiveJob(one.packageId));

    expect(world.queue).toEqual([]);
    expect(world.events).toHaveLength(1);
  });
});
