import { startIinkedSignSimulator, type IinkedSignSimulator } from '../../simulators/iinked-sign/simulator';
import { faultOf } from '../../simulators/kit/faults';
import { archiveJob, archiverWorld, start, type ArchiverWorld } from './archiver-world';

const fileWaitMs = 60_000;
const later = (ms: number) => new Date(start.getTime() + ms);

let simulator: IinkedSignSimulator;
let packageId: string;
let world: ArchiverWorld;

beforeAll(async () => {
  simulator = await startIinkedSignSimulator();
});

beforeEach(async () => {
  world = archiverWorld(simulator, { limits: { fileWaitMs } });
  packageId = (await simulator.addPackage({ documents: [{ cac: true }] })).packageId;
  simulator.complete(packageId);
});

afterEach(() => simulator.faults.clear());

afterAll(() => simulator.close());

describe('a certificate that is missing when the package has just been completed', () => {
  test('is requested again a minute later, while the other files are stored already', async () => {
    simulator.faults.set('cac', faultOf.notFound);

    await world.run(archiveJob(packageId));

    const job = archiveJob(packageId, { confirmedAt: start.toISOString() });
    expect(world.queue).toEqual([{ job, delaySeconds: 60 }]);
    expect([...world.objects.keys()].map((key) => key.split('/').at(-1))).toEqual([
      'executed.pdf',
      'master-file.pdf',
    ]);
    expect(world.manifests()).toEqual([]);
    expect(world.counts).toEqual({});
  });

  test('is in the bundle if it is there by then', async () => {
    simulator.faults.set('cac', faultOf.notFound, { times: 1 });
    await world.run(archiveJob(packageId));
    world.clock.now = later(fileWaitMs);

    await world.run(world.queue[0]!.job);

    expect(world.manifests()[0]?.files.map(({ role }) => role)).toEqual([
      'executed',
      'certificate',
      'master-file',
    ]);
    expect(world.manifests()[0]?.absent).toEqual([]);
  });

  test('is listed as absent if the provider still has none', async () => {
    simulator.faults.set('cac', faultOf.notFound);
    await world.run(archiveJob(packageId));
    world.clock.now = later(fileWaitMs);

    await world.run(world.queue[0]!.job);

    expect(world.manifests()[0]?.absent).toEqual([
      { role: 'certificate', documentId: expect.any(String) as string },
    ]);
    expect(world.events.map(({ type }) => type)).toEqual(['envelope.archived']);
    expect(world.queue).toHaveLength(1);
  });

  test('is not listed as absent by a run that starts too early', async () => {
    simulator.faults.set('cac', faultOf.notFound);
    await world.run(archiveJob(packageId));
    world.clock.now = later(fileWaitMs - 1);

    await world.run(world.queue[0]!.job);

    expect(world.manifests()).toEqual([]);
    expect(world.queue[1]).toEqual(world.queue[0]);
  });

  test('is awaited however old the job is: the job is not given up for it', async () => {
    simulator.faults.set('cac', faultOf.notFound);
    world.clock.now = later(72 * 60 * 60 * 1_000);

    await world.run(archiveJob(packageId, { attempt: 200 }));

    expect(world.deadLetters).toEqual([]);
    expect(world.queue).toHaveLength(1);
  });
});
