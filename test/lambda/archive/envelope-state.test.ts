import type { EnvelopeState, ListedFile } from '../../../lambda/providers/provider';
import { samplePdf } from '../../simulators/kit/sample-pdf';
import { archiveJob, archiverWorld } from './archiver-world';
import { scriptedApi } from './scripted-api';
import { digest } from './write-once-memory';

const executed: ListedFile = { role: 'executed', name: 'executed.pdf', presence: 'required', format: 'pdf' };
const values: ListedFile = {
  role: 'field-values',
  name: 'values.json',
  presence: 'required',
  format: 'json',
};
const json = Buffer.from('{"fields":[{"value":"Ada"}]}');

let pdf: Buffer;

beforeAll(async () => {
  pdf = await samplePdf({ title: 'Lease', lines: [] });
});

function scriptedWorld(first: Partial<EnvelopeState>, ...later: readonly Partial<EnvelopeState>[]) {
  const states = [first, ...later].map((one) => ({
    complete: true,
    status: 'DONE',
    revision: 1,
    files: [executed],
    ...one,
  }));
  const api = scriptedApi(states, { 'executed.pdf': pdf, 'values.json': json });
  return { ...archiverWorld(api), downloads: api.downloads };
}

describe('an envelope whose job has its older id', () => {
  const job = archiveJob('4711');
  const ids = { id: 'envelope_abc', legacyId: '4711' };

  test('is downloaded, archived and announced by its own id, and names the older one', async () => {
    const world = scriptedWorld(ids);

    await world.run(job);

    const [manifest] = world.manifests();
    expect(manifest?.envelope).toEqual({ id: 'envelope_abc', legacyId: '4711', status: 'DONE' });
    expect(
      [...world.objects.keys()].every((key) => key.startsWith('documents/contracts/envelope_abc/')),
    ).toBe(true);
    expect([...world.downloads]).toEqual(['envelope_abc executed.pdf']);
    expect(world.events).toEqual([
      expect.objectContaining({ type: 'envelope.archived', envelope: manifest?.envelope }),
    ]);
  });

  test('has the same event as when its job has its own id', async () => {
    const byOlderId = scriptedWorld(ids);
    const byOwnId = scriptedWorld(ids);

    await byOlderId.run(job);
    await byOwnId.run(archiveJob('envelope_abc'));

    expect(byOlderId.events[0]?.id).toBe(byOwnId.events[0]?.id);
  });

  test.each(['../../etc', '', 'a/b', 'x'.repeat(129), 'ünï'])(
    'is given up if its own id, %j, cannot be part of a key, and is announced by the id of the job',
    async (id) => {
      const world = scriptedWorld({ id });

      await world.run(job);

      expect(world.objects.size).toBe(0);
      expect(world.events).toEqual([
        expect.objectContaining({
          type: 'envelope.archive-failed',
          problem: 'envelope-id-unusable',
          envelope: { id: '4711' },
        }),
      ]);
    },
  );

  test('is not archived under an id that changes in the meantime', async () => {
    const world = scriptedWorld({ id: 'first' }, { id: 'second' });

    await world.run(job);

    expect(world.manifests().map(({ envelope }) => envelope.id)).toEqual(['second']);
  });
});

test('JSON is stored as JSON, byte for byte', async () => {
  const world = scriptedWorld({ files: [executed, values] });
  const put = jest.spyOn(world.deps.bucket, 'putOnce');

  await world.run(archiveJob('envelope-1'));

  const [manifest] = world.manifests();
  const stored = manifest?.files[1];
  expect(stored).toMatchObject({ role: 'field-values', size: json.length, sha256: digest(json) });
  expect(world.objects.get(stored!.key)).toEqual(json);
  expect(put.mock.calls.map(([{ contentType }]) => contentType)).toEqual([
    'application/pdf',
    'application/json',
    'application/json',
  ]);
  expect(manifest?.problems).toEqual([]);
});

describe('a file that an API never offers', () => {
  const absent = [{ role: 'certificate', documentId: 'd-1' }] as const;

  test('is listed as absent, without a wait', async () => {
    const world = scriptedWorld({ absent });
    Object.assign(world.deps.limits, { fileWaitMs: 60_000 });

    await world.run(archiveJob('envelope-1'));

    expect(world.manifests()[0]).toMatchObject({ absent, problems: [] });
    expect(world.queue).toEqual([]);
  });

  test('is a problem of the bundle and of its event, if it is the executed document', async () => {
    const original: ListedFile = { ...executed, role: 'original' };
    const world = scriptedWorld({ files: [original, values], absent: [{ role: 'executed' }] });

    await world.run(archiveJob('envelope-1'));

    expect(world.manifests()[0]).toMatchObject({
      absent: [{ role: 'executed' }],
      problems: [{ name: 'executed-missing' }],
    });
    expect(world.events[0]).toMatchObject({ type: 'envelope.archived', problem: 'executed-missing' });
  });

  test('is a problem, too, if there are no files at all', async () => {
    const world = scriptedWorld({ files: [] });

    await world.run(archiveJob('envelope-1'));

    expect(world.manifests()[0]?.problems).toEqual([{ name: 'executed-missing' }]);
  });
});
