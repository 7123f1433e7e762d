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

function worldOf(more: Partial<EnvelopeState>, ...later: readonly Partial<EnvelopeState>[]) {
  const readings = [more, ...later].map((one) => ({
    complete: true,
    status: 'DONE',
    revision: 1,
    files: [executed],
    ...one,
  }));
  const api = scriptedApi(readings, { 'executed.pdf': pdf, 'values.json': json });
  return { ...archiverWorld(api), askedFor: api.askedFor };
}

describe('an envelope that was asked for by its older id', () => {
  const job = archiveJob('4711');
  const names = { id: 'envelope_abc', legacyId: '4711' };

  test('is archived, downloaded and announced by its own, and names the older one', async () => {
    const world = worldOf(names);

    await world.run(job);

    const [manifest] = world.manifests();
    expect(manifest?.envelope).toEqual({ id: 'envelope_abc', legacyId: '4711', status: 'DONE' });
    expect(
      [...world.objects.keys()].every((key) => key.startsWith('documents/contracts/envelope_abc/')),
    ).toBe(true);
    expect([...world.askedFor]).toEqual(['envelope_abc executed.pdf']);
    expect(world.events).toEqual([
      expect.objectContaining({ type: 'envelope.archived', envelope: manifest?.envelope }),
    ]);
  });

  test('is the same event as when it was asked for by its own', async () => {
    const byOlder = worldOf(names);
    const byOwn = worldOf(names);

    await byOlder.run(job);
    await byOwn.run(archiveJob('envelope_abc'));

    expect(byOlder.events[0]?.id).toBe(byOwn.events[0]?.id);
  });

  test.each(['../../etc', '', 'a/b', 'x'.repeat(129), 'ünï'])(
    'is given up when its own, %j, cannot be part of a key, and told of by the job’s',
    async (id) => {
      const world = worldOf({ id });

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

  test('is not archived under an id that changed meanwhile', async () => {
    const world = worldOf({ id: 'first' }, { id: 'second' });

    await world.run(job);

    expect(world.manifests().map(({ envelope }) => envelope.id)).toEqual(['second']);
  });
});

test('JSON is kept as JSON, byte for byte', async () => {
  const world = worldOf({ files: [executed, values] });
  const put = jest.spyOn(world.deps.bucket, 'putOnce');

  await world.run(archiveJob('envelope-1'));

  const [manifest] = world.manifests();
  const kept = manifest?.files[1];
  expect(kept).toMatchObject({ role: 'field-values', size: json.length, sha256: digest(json) });
  expect(world.objects.get(kept!.key)).toEqual(json);
  expect(put.mock.calls.map(([{ contentType }]) => contentType)).toEqual([
    'application/pdf',
    'application/json',
    'application/json',
  ]);
  expect(manifest?.problems).toEqual([]);
});

describe('what an API never offers', () => {
  const absent = [{ role: 'certificate', documentId: 'd-1' }] as const;

  test('is absent in the manifest, and nothing to wait for', async () => {
    const world = worldOf({ absent });
    const patient = { ...world.deps, limits: { ...world.deps.limits, settleTime: 60_000 } };
    Object.assign(world.deps, patient);

    await world.run(archiveJob('envelope-1'));

    expect(world.manifests()[0]).toMatchObject({ absent, problems: [] });
    expect(world.queue).toEqual([]);
  });

  test('when it is the executed document, that is a problem of the bundle and of its event', async () => {
    const original: ListedFile = { ...executed, role: 'original' };
    const world = worldOf({ files: [original, values], absent: [{ role: 'executed' }] });

    await world.run(archiveJob('envelope-1'));

    expect(world.manifests()[0]).toMatchObject({
      absent: [{ role: 'executed' }],
      problems: [{ name: 'executed-missing' }],
    });
    expect(world.events[0]).toMatchObject({ type: 'envelope.archived', problem: 'executed-missing' });
  });

  test('no files at all are the same problem', async () => {
    const world = worldOf({ files: [] });

    await world.run(archiveJob('envelope-1'));

    expect(world.manifests()[0]?.problems).toEqual([{ name: 'executed-missing' }]);
  });
});
