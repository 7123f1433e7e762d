import { bundlePrefix } from '../../../lambda/contracts/object-keys';
import { PermanentFailure } from '../../../lambda/kit/permanent-failure';
import { processJob } from '../../../lambda/archive/process-job';
import { storeFile } from '../../../lambda/archive/store-file';
import type { ListedFile } from '../../../lambda/providers/provider';
import { startIinkedSignSimulator, type IinkedSignSimulator } from '../../simulators/iinked-sign/simulator';
import type { SimulatedPackage } from '../../simulators/iinked-sign/simulated-package';
import { archiveJob, archiverWorld, type ArchiverWorld } from './archiver-world';
import { digest } from './write-once-memory';

let simulator: IinkedSignSimulator;
let one: SimulatedPackage;
let world: ArchiverWorld;

beforeAll(async () => {
  simulator = await startIinkedSignSimulator();
  one = await simulator.addPackage({ documents: [{ cac: true }] });
  simulator.complete(one.packageId);
});

beforeEach(() => {
  world = archiverWorld(simulator);
});

afterAll(() => simulator.close());

const key = 'documents/contracts/id/revision/file.pdf';
const other = Buffer.from('the bytes of a run that was faster');

function wanted(role: ListedFile['role']) {
  const documentId = one.documents[0]?.documentId;
  const listed: ListedFile = {
    role,
    name: 'file.pdf',
    presence: 'required',
    format: 'pdf',
    ...(role === 'master-file' ? {} : { documentId }),
  };
  return { envelopeId: one.packageId, listed, key };
}

test.each(['executed', 'original'] as const)(
  'other bytes than the archived PDF, %s, are a problem that names the key; what is archived counts',
  async (role) => {
    world.plant(key, other, digest(other));

    const kept = await storeFile(world.deps, wanted(role));

    expect(kept.problem).toEqual({ name: 'executed-bytes-differ', key });
    expect(kept.file).toMatchObject({ sha256: digest(other), size: other.length });
  },
);

test('the same bytes are none', async () => {
  const { executed } = one.documents[0]!.pdfs;
  world.plant(key, executed, digest(executed));

  const kept = await storeFile(world.deps, wanted('executed'));

  expect(kept).toEqual({ file: expect.objectContaining({ sha256: digest(executed) }) });
});

test.each(['certificate', 'master-file'] as const)(
  'nor are other bytes of a %s, which is drawn anew each time',
  async (role) => {
    world.plant(key, other, digest(other));

    const kept = await storeFile(world.deps, wanted(role));

    expect(kept).toEqual({ file: expect.objectContaining({ sha256: digest(other) }) });
  },
);

test('a problem is in the manifest and on the event', async () => {
  const { documentId } = one.documents[0]!;
  const race = { ...world.deps.bucket };
  let planted = false;
  const deps = {
    ...world.deps,
    bucket: {
      ...race,
      putOnce: (object: Parameters<typeof race.putOnce>[0]) => {
        if (!planted) world.plant(object.key, other, digest(other));
        planted = true;
        return race.putOnce(object);
      },
    },
  };
  await processJob(deps, archiveJob(one.packageId));

  const [manifest] = world.manifests();
  const prefix = bundlePrefix('contracts', one.packageId, manifest!.revision);
  expect(manifest?.problems).toEqual([
    { name: 'executed-bytes-differ', key: `${prefix}${documentId}/executed.pdf` },
  ]);
  expect(world.events[0]).toMatchObject({ type: 'envelope.archived', problem: 'executed-bytes-differ' });
});

test('an object without a digest under our key is not ours, and no retry can cure that', async () => {
  world.plant(key, other);

  await expect(storeFile(world.deps, wanted('executed'))).rejects.toEqual(
    new PermanentFailure('archived-file-without-digest'),
  );
});
