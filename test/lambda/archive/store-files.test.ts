import { bundlePrefix } from '../../../lambda/contracts/object-keys';
import { PermanentFailure } from '../../../lambda/kit/permanent-failure';
import { processJob } from '../../../lambda/archive/process-job';
import type { WriteOnceObject } from '../../../lambda/aws/write-once-bucket';
import { storeFile } from '../../../lambda/archive/store-files';
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
  'reports other bytes than those of the archived %s PDF as a problem, and keeps the archived ones',
  async (role) => {
    world.plant(key, other, digest(other));

    const result = await storeFile(world.deps, wanted(role));

    expect(result.problems).toEqual([{ name: 'executed-bytes-differ', key }]);
    expect(result.file).toMatchObject({ sha256: digest(other), size: other.length });
  },
);

test('reports no problem for the same bytes', async () => {
  const { executed } = one.documents[0]!.pdfs;
  world.plant(key, executed, digest(executed));

  const result = await storeFile(world.deps, wanted('executed'));

  expect(result).toEqual({ file: expect.objectContaining({ sha256: digest(executed) }) });
});

test.each(['certificate', 'master-file'] as const)(
  'reports no problem for other bytes of a %s, which is drawn anew for each download',
  async (role) => {
    world.plant(key, other, digest(other));

    const result = await storeFile(world.deps, wanted(role));

    expect(result).toEqual({ file: expect.objectContaining({ sha256: digest(other) }) });
  },
);

test('puts a problem into the manifest and into the event', async () => {
  const { documentId } = one.documents[0]!;
  const { bucket } = world.deps;
  let planted = false;
  const deps = {
    ...world.deps,
    bucket: {
      ...bucket,
      putOnce: (object: WriteOnceObject) => {
        if (!planted) world.plant(object.key, other, digest(other));
        planted = true;
        return bucket.putOnce(object);
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

test('fails permanently if the key has an object without a digest, which is not ours', async () => {
  world.plant(key, other);

  await expect(storeFile(world.deps, wanted('executed'))).rejects.toEqual(
    new PermanentFailure('archived-file-without-digest'),
  );
});
