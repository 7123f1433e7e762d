import { kingsignApi } from '../../../../lambda/providers/kingsign/api';
import { faultOf } from '../../../simulators/kit/faults';
import { startKingsignSimulator, type KingsignSimulator } from '../../../simulators/kingsign/simulator';
import { archiveJob, archiverWorld } from '../../archive/archiver-world';

let simulator: KingsignSimulator;

beforeAll(async () => {
  simulator = await startKingsignSimulator();
});

afterAll(() => simulator.close());

test('values that change while they are archived, and change back, are never stored with another revision', async () => {
  const envelope = await simulator.addDocument({ contacts: 1 });
  envelope.complete();
  const api = kingsignApi(
    { apiUrl: simulator.apiUrl },
    { fetch, apiKeys: () => Promise.resolve([{ stage: 'current', value: simulator.apiKey }]) },
  );
  const world = archiverWorld(api);
  const job = archiveJob(envelope.id, { provider: 'kingsign' });
  const one = simulator.documentOf(envelope.id);
  const before = one.fields;
  const valuesBefore = envelope.files().find(({ role }) => role === 'field-values')?.bytes;
  // Between the reading that names the folder and the download that fills it.
  simulator.faults.set(
    'get-documents',
    faultOf.after(() => simulator.revise(envelope.id)),
    { skip: 1, times: 1 },
  );

  await world.run(job);
  one.fields = before;
  for (const { job: again } of world.queue.splice(0)) await world.run(again);
  await world.run(job);

  const [manifest] = world.manifests();
  const values = manifest?.files.find(({ role }) => role === 'field-values');
  expect(world.manifests()).toHaveLength(1);
  expect(Buffer.from(world.objects.get(values!.key)!)).toEqual(valuesBefore);
});
