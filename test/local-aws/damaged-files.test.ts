import { archiveManifestSchema } from '../../lambda/contracts/archive-manifest';
import { onePage, textPdf } from '../lambda/pdf/inspection/sound-pdf';
import type { SimulatedPackage } from '../simulators/iinked-sign/simulated-package';
import { faultOf } from '../simulators/kit/faults';
import { connectFaultLayer } from './faults/connect-fault-layer';
import { listKeys, readObject } from './harness/observe/archive-bucket';
import { untilArchived } from './harness/observe/envelope-events';
import { readLogs } from './harness/observe/stack-logs';
import { waitFor } from './harness/observe/wait-for';
import { useSample } from './harness/sample/use-sample';

const endpoint = 'iinked-sign';
const sample = useSample({ endpoints: [endpoint] });

const sound = textPdf([...onePage, '(\xe4\xf6\xfc\xdf\xe9\xe8\x01\x02)']);
const damaged = Buffer.from(sound.toString('utf8'));

// The waits of a minute and of an hour are a second each.
beforeAll(async () => {
  await connectFaultLayer(sample());
});

/** Completes a package with this executed PDF, and delivers its last webhook. */
async function complete(executed: Buffer): Promise<SimulatedPackage> {
  const { simulator, deliver } = sample();
  const one = await simulator.addPackage({ documents: [{ name: 'Lease', cac: true }] });
  one.documents[0]!.pdfs.executed = executed;
  simulator.complete(one.packageId);
  await deliver(endpoint, simulator.webhooksOf(one.packageId).at(-1)!);
  return one;
}

const downloadsOf = ({ packageId }: SimulatedPackage) =>
  sample().simulator.requests.filter(({ route, path }) => route === 'executed' && path.includes(packageId));

/** Waits for the bundle, and returns its event, its manifest and the bytes of its executed PDF. */
async function bundleOf({ packageId }: SimulatedPackage) {
  const { clients } = sample();
  const event = await untilArchived(sample(), packageId, 60);
  const { bucket = '', manifest: { key = '' } = {} } = event.archive ?? {};
  const manifest = archiveManifestSchema.parse(
    JSON.parse((await readObject(clients, bucket, key)).toString()),
  );
  const executed = manifest.files.find(({ role }) => role === 'executed')!.key;
  return { event, manifest, executed, bytes: await readObject(clients, bucket, executed) };
}

it('a PDF that comes damaged once is downloaded again, and archived without a flag', async () => {
  sample().simulator.faults.set('executed', faultOf.bytes(damaged), { times: 1 });
  const one = await complete(sound);

  const { event, manifest, bytes } = await bundleOf(one);

  expect(downloadsOf(one)).toHaveLength(2);
  expect(bytes).toEqual(sound);
  expect([event.problem, event.archive?.problems ?? [], manifest.problems ?? []]).toEqual([
    undefined,
    [],
    [],
  ]);
});

it('a PDF that is damaged each time is archived after three downloads, with its flag in manifest, event and metric', async () => {
  const one = await complete(damaged);

  const { event, manifest, executed, bytes } = await bundleOf(one);

  expect(downloadsOf(one)).toHaveLength(3);
  expect(bytes).toEqual(damaged);
  expect(manifest.problems).toEqual([{ name: 'file-decoded-as-text', key: executed }]);
  expect(event).toMatchObject({
    problem: 'file-decoded-as-text',
    archive: { problems: ['file-decoded-as-text'] },
  });
  const counted = await waitFor(
    async () =>
      (await readLogs(sample().clients)).find(({ message }) => message.includes('"DamagedFileArchived":1')),
    { what: 'the metric', seconds: 20 },
  );
  expect(counted.message).toContain(`"endpoint":"${endpoint}"`);
});

it('a PDF that is damaged in another way each time is not stored: it is asked for again', async () => {
  const { simulator, stack, clients } = sample();
  const one = await complete(damaged);
  const another = () => {
    one.documents[0]!.pdfs.executed = Buffer.concat([
      damaged,
      Buffer.from(`\n% ${downloadsOf(one).length}\n`),
    ]);
  };
  simulator.faults.set('executed', faultOf.after(another));

  await waitFor(async () => downloadsOf(one).length >= 5 || undefined, {
    what: 'five downloads',
    seconds: 60,
  });

  simulator.faults.clear('executed');
  const keys = await listKeys(clients, stack.archiveBucket, `documents/${endpoint}/${one.packageId}/`);
  expect(keys.filter((key) => /executed|manifest/.test(key))).toEqual([]);
  one.documents[0]!.pdfs.executed = sound;
  expect((await bundleOf(one)).bytes).toEqual(sound);
});
