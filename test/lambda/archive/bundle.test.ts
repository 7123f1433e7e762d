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

test('the first manifest counts: a second one does not replace it', async () => {
  const { bucket, objects } = writeOnceMemory('archive');
  const first = await finishBundle(bucket, prefix, manifest);

  const second = await finishBundle(bucket, prefix, { ...manifest, confirmedAt: '2026-11-22T12:00:00.000Z' });

  expect(second).toEqual(first);
  expect(await findBundle(bucket, prefix)).toEqual(first);
  expect(first.sha256).toBe(digest(objects.get(`${prefix}manifest.json`)!));
});

test('a folder without a manifest is not a bundle', async () => {
  const { bucket, plant } = writeOnceMemory('archive');
  plant(`${prefix}master-file.pdf`, Buffer.from('%PDF'));

  expect(await findBundle(bucket, prefix)).toBeUndefined();
});

test.each(['', '{}', '[', JSON.stringify({ ...manifest, version: 2 })])(
  'fails permanently if the manifest is not one: %p',
  async (text) => {
    const { bucket, plant } = writeOnceMemory('archive');
    plant(`${prefix}manifest.json`, Buffer.from(text));

    await expect(findBundle(bucket, prefix)).rejects.toEqual(new PermanentFailure('manifest-unreadable'));
  },
);

test('any title is read from the archive as it was written', async () => {
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
