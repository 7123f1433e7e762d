import { startIinkedSignSimulator, type IinkedSignSimulator } from '../../simulators/iinked-sign/simulator';
import type { PackageOptions, SimulatedPackage } from '../../simulators/iinked-sign/simulated-package';
import type { ArchiveJob } from '../../../lambda/contracts/archive-job';
import { archiveJob, archiverWorld, start, waitingJob, type ArchiverWorld, oneCac } from './archiver-world';
import { digest } from './write-once-memory';
import { faultOf } from '../../simulators/kit/faults';

let simulator: IinkedSignSimulator;
let world: ArchiverWorld;

beforeEach(async () => {
  simulator = await startIinkedSignSimulator();
  world = archiverWorld(simulator);
});

afterEach(async () => {
  expect(world.leftovers()).toEqual([]);
  await simulator.close();
});

async function executedPackage(options?: PackageOptions): Promise<SimulatedPackage> {
  const one = await simulator.addPackage({ ...oneCac, ...options });
  simulator.complete(one.packageId);
  return one;
}

/** The PDFs of a package, by their names in the bundle. */
function expectedPdfs({ documents, masterFile }: SimulatedPackage): Record<string, Buffer> {
  const pdfs: Record<string, Buffer> = { 'master-file.pdf': masterFile };
  for (const { documentId, pdfs: one } of documents) {
    pdfs[`${documentId}/executed.pdf`] = one.executed;
    if (one.cac) pdfs[`${documentId}/cac.pdf`] = one.cac;
  }
  return pdfs;
}

describe('an executed package', () => {
  test('is archived byte for byte, each PDF under its own key', async () => {
    const one = await executedPackage();

    await world.run(archiveJob(one.packageId));

    const [manifest] = world.manifests();
    const prefix = `documents/contracts/${one.packageId}/${manifest?.revision}/`;
    const stored = [...world.objects].filter(([key]) => key.endsWith('.pdf'));
    const byName = Object.fromEntries(stored.map(([key, bytes]) => [key.replace(prefix, ''), bytes]));
    expect(byName).toEqual(expectedPdfs(one));
  });

  test('has a manifest of all files with their digests, and of the absent ones', async () => {
    const one = await executedPackage({ name: 'Lease' });

    await world.run(archiveJob(one.packageId));

    const [manifest] = world.manifests();
    const [lease, inventory] = one.documents.map(({ documentId }) => documentId);
    expect(manifest).toMatchObject({
      version: 1,
      provider: 'iinked-sign',
      endpoint: 'contracts',
      envelope: { id: one.packageId, title: 'Lease', status: 'executed' },
      completionEventId: 'c'.repeat(64),
      confirmedAt: start.toISOString(),
      files: [
        { role: 'executed', documentId: lease, title: 'Lease' },
        { role: 'executed', documentId: inventory, title: 'Inventory' },
        { role: 'certificate', documentId: inventory },
        { role: 'master-file' },
      ],
      absent: [{ role: 'certificate', documentId: lease }],
      problems: [],
    });
    expect(manifest?.revision).toMatch(/^[0-9a-f]{32}$/);
    for (const { key, size, sha256 } of manifest?.files ?? []) {
      const stored = world.objects.get(key) ?? Buffer.alloc(0);
      expect({ key, size, sha256 }).toEqual({ key, size: stored.length, sha256: digest(stored) });
    }
  });

  test('is announced as confirmed, with the keys and digests of its files and its manifest', async () => {
    const { packageId } = await executedPackage();

    await world.run(archiveJob(packageId));

    const [manifest] = world.manifests();
    const manifestKey = `documents/contracts/${packageId}/${manifest?.revision}/manifest.json`;
    expect(world.events).toEqual([
      expect.objectContaining({
        type: 'envelope.archived',
        provider: 'iinked-sign',
        endpoint: 'contracts',
        confirmed: true,
        receivedAt: start.toISOString(),
        envelope: manifest?.envelope,
        archive: {
          bucket: 'archive-bucket',
          revision: manifest?.revision,
          manifest: { key: manifestKey, sha256: digest(world.objects.get(manifestKey)!) },
          files: manifest?.files,
          fileCount: 4,
          roles: ['executed', 'certificate', 'master-file'],
          problems: [],
        },
      }),
    ]);
    expect(world.counts).toEqual({ BundleArchived: 1 });
    expect(world.queue).toEqual([]);
  });

  test('is not announced again by a mere repetition, and downloaded no second time', async () => {
    const { packageId } = await executedPackage();
    await world.run(archiveJob(packageId, { orderId: 'first' }));
    const objects = new Map(world.objects);
    const requests = simulator.requests.length;

    await world.run(archiveJob(packageId, { orderId: 'second' }));

    expect(world.events).toHaveLength(1);
    expect(world.counts).toEqual({ BundleArchived: 1 });
    expect(world.lines.at(-1)).toContain('bundle was archived before');
    // An operator follows a job by its order.
    const ordersWith = (message: string) =>
      world.lines.filter((line) => line.includes(message)).map((line) => /"orderId":"(\w+)"/.exec(line)?.[1]);
    expect(ordersWith('bundle archived')).toEqual(['first']);
    expect(ordersWith('bundle was archived before')).toEqual(['second']);
    expect([world.queue, world.deadLetters]).toEqual([[], []]);
    expect(world.objects).toEqual(objects);
    expect(simulator.requests.slice(requests).map(({ route }) => route)).toEqual(['status']);
  });

  test('of an earlier version is announced again: its manifest does not say who announced it', async () => {
    const { packageId } = await executedPackage();
    await world.run(archiveJob(packageId, { orderId: 'first' }));
    const [manifest] = world.manifests();
    const [key] = [...world.objects.keys()].filter((name) => name.endsWith('/manifest.json'));
    world.plant(key!, Buffer.from(JSON.stringify({ ...manifest, orderId: undefined })), 'x');

    await world.run(archiveJob(packageId, { orderId: 'second' }));

    expect(world.events).toHaveLength(2);
  });

  test.each<[string, Partial<ArchiveJob>]>([
    ['the job that wrote it', {}],
    ['an operator’s job', { orderId: 'second', reannounce: true }],
  ])('is announced again with the same id by %s, without a download', async (_, more) => {
    const { packageId } = await executedPackage();
    await world.run(archiveJob(packageId, { orderId: 'first' }));
    const objects = new Map(world.objects);
    const requests = simulator.requests.length;

    world.clock.now = new Date('2026-11-22T12:00:00.000Z');
    await world.run(archiveJob(packageId, { orderId: 'first', ...more }));

    expect(world.events[1]).toEqual({ ...world.events[0], receivedAt: '2026-11-22T12:00:00.000Z' });
    expect(world.objects).toEqual(objects);
    expect(simulator.requests.slice(requests).map(({ route }) => route)).toEqual(['status']);
  });

  test('is archived when its state still says open, as before version 4.0', async () => {
    const { packageId } = await executedPackage({ statesBeforeVersion4: true });

    await world.run(archiveJob(packageId));

    expect(world.events.map(({ type, envelope }) => [type, envelope?.status])).toEqual([
      ['envelope.archived', 'open'],
    ]);
  });

  test('with many documents is announced without the list of its files, which is in the manifest', async () => {
    const { packageId } = await executedPackage({ documents: Array.from({ length: 200 }, () => ({})) });

    await world.run(archiveJob(packageId));

    expect(world.manifests()[0]?.files).toHaveLength(201);
    expect(world.events[0]?.archive).toMatchObject({ fileCount: 201 });
    expect(world.events[0]?.archive?.files).toBeUndefined();
  });

  test('leaves no bearer link and no API key in any output', async () => {
    const { packageId } = await executedPackage({ generateSignerLinks: true });

    await world.run(archiveJob(packageId));

    const manifest = [...world.objects]
      .filter(([key]) => key.endsWith('.json'))
      .map(([, bytes]) => bytes.toString());
    const everything = JSON.stringify([world.events, world.lines, manifest, [...world.objects.keys()]]);
    expect(world.events).toHaveLength(1);
    expect(everything).not.toContain('BEARER');
    expect(everything).not.toContain(simulator.apiKey);
  });
});

describe('a package that nobody has signed yet', () => {
  test('is not downloaded, although the provider would answer downloads with 200', async () => {
    const { packageId } = await simulator.addPackage();

    await world.run(archiveJob(packageId));

    expect(simulator.requests.map(({ route }) => route)).toEqual(['status']);
    expect(world.objects.size).toBe(0);
    expect(world.events).toEqual([]);
    const next = waitingJob(archiveJob(packageId, { attempt: 1 }));
    expect(world.queue).toEqual([{ job: next, delaySeconds: 15 }]);
  });

  test('is archived once everybody has signed', async () => {
    const { packageId } = await simulator.addPackage();
    await world.run(archiveJob(packageId));

    simulator.complete(packageId);
    await world.run(world.queue[0]!.job);

    expect(world.events.map(({ type }) => type)).toEqual(['envelope.archived']);
  });
});

describe('a package that changes while it is archived', () => {
  test('is archived in its final state', async () => {
    const one = await executedPackage();
    const revise = faultOf.after(() => simulator.revise(one.packageId));
    simulator.faults.set('master-file', revise, { times: 1 });

    await world.run(archiveJob(one.packageId));

    const folders = new Set([...world.objects.keys()].map((key) => key.split('/')[3]));
    expect(folders.size).toBe(2);
    expect(world.manifests()).toHaveLength(1);
    expect(world.events).toHaveLength(1);
    expect(simulator.faults.fired('master-file')).toBe(1);
  });

  test('has to wait if it keeps changing', async () => {
    const one = await executedPackage();
    simulator.faults.set(
      'master-file',
      faultOf.after(() => simulator.revise(one.packageId)),
    );

    await world.run(archiveJob(one.packageId));

    expect(world.manifests()).toEqual([]);
    expect(world.queue).toHaveLength(1);
    expect(world.lines.join()).toContain('revision-changing');
    expect(simulator.faults.fired('master-file')).toBe(3);
  });

  test('has to wait if it is no longer executed', async () => {
    const one = await executedPackage();
    const reopen = faultOf.after(() => void (one.executed = false));
    simulator.faults.set('status', reopen, { skip: 1 });

    await world.run(archiveJob(one.packageId));

    expect(simulator.faults.fired('status')).toBe(1);
    expect(world.manifests()).toEqual([]);
    expect(world.events).toEqual([]);
    expect(world.queue).toHaveLength(1);
    expect(world.lines.join()).toContain('not-complete');
  });
});
