import fc from 'fast-check';
import { findBundle, finishBundle } from '../../../lambda/archive/bundle';
import type { ArchiveManifest } from '../../../lambda/contracts/archive-manifest';
import { PermanentFailure } from '../../../lambda/kit/permanent-failure';
import { digest, writeOnceMemory } from './write-once-memory';

const prefix = 'documents/contracts/id/revision/';
const manifest: ArchiveManifest = {
  version: 1,
  provider: 'iinked-sign',
  endpoint: 'contracts',
  envelope: { id: 'id', status: 'executed' },
  revision: 'revision',
  completionEventId: 'c'.repeat(64),
  confirmedAt: '2026-11-21T12:00:00.000Z',
  files: [],
  absent: [],
  problems: [],
};

test('a manifest that is there already counts, not the one that comes second', async () => {
  const { bucket, objects } = writeOnceMemory('archive');
  const first = await finishBundle(bucket, prefix, manifest);

  const second = await finishBundle(bucket, prefix, { ...manifest, confirmedAt: '2026-11-22T12:00:00.000Z' });

  expect(second).toEqual(first);
  expect(await findBundle(bucket, prefix)).toEqual(first);
  expect(first.sha256).toBe(digest(objects.get(`${prefix}manifest.json`)!));
});

test('there is no bundle where no manifest is', async () => {
  const { bucket, plant } = writeOnceMemory('archive');
  plant(`${prefix}master-file.pdf`, Buffer.from('%PDF'));

  expect(await findBundle(bucket, prefix)).toBeUndefined();
});

test.each(['', '{}', '[', JSON.stringify({ ...manifest, version: 2 })])(
  'refuses to announce what is no manifest: %p',
  async (text) => {
    const { bucket, plant } = writeOnceMemory('archive');
    plant(`${prefix}manifest.json`, Buffer.from(text));

    await expect(findBundle(bucket, prefix)).rejects.toEqual(new PermanentFailure('manifest-unreadable'));
  },
);

test('any title survives the way through the archive', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (title) => {
      const { bucket } = writeOnceMemory('archive');
      const named = { ...manifest, envelope: { ...manifest.envelope, title } };

      await finishBundle(bucket, prefix, named);

      expect((await findBundle(bucket, prefix))?.manifest).toEqual(named);
    }),
    { numRuns: 50 },
  );
});
