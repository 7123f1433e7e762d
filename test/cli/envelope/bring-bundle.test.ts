import { bringBundle, type ListedBundle } from '../../../cli/envelope/bring-bundle';
import { readBundles } from '../../../cli/envelope/bundles';
import { sha256Hex } from '../../../lambda/kit/hash';
import { MemoryVersions } from '../stack/memory-versions';
import { MemoryFolder } from './memory-folder';
import { bundleFolder, manifestOf, putBundle } from './stored-envelope';

const contents = { 'items/a/executed.pdf': 'the document', 'certificate.pdf': 'the proof' };

async function bundleIn(archive: MemoryVersions): Promise<ListedBundle> {
  const { bundles } = await readBundles(archive, { bucket: 'b', endpoint: 'team', envelopeId: 'envelope_1' });
  return bundles[0] as ListedBundle;
}

async function bring(archive: MemoryVersions, folder = new MemoryFolder()) {
  const done: number[] = [];
  const bundle = await bundleIn(archive);
  const end = await bringBundle({ objects: archive, folder, onFile: (count) => done.push(count) }, bundle);
  return { ...end, done, folder, bundle };
}

test('a whole bundle comes, its manifest last, and comes once', async () => {
  const archive = new MemoryVersions();
  const manifest = putBundle(archive, contents);

  const { brought, there, problems, done, folder } = await bring(archive);
  const again = await bring(archive, folder);

  expect({ brought, there, problems, done }).toEqual({ brought: 2, there: 0, problems: [], done: [1, 2] });
  expect([...folder.files.keys()]).toEqual([...Object.keys(contents), 'manifest.json']);
  expect(folder.files.get('manifest.json')?.toString()).toBe(manifest);
  expect(again).toMatchObject({ brought: 0, there: 2, problems: [] });
});

test.each<[string, (archive: MemoryVersions) => void]>([
  ['written over', (archive) => archive.put(`${bundleFolder()}certificate.pdf`, 'THE PROOF')],
  ['written over with another size', (archive) => archive.put(`${bundleFolder()}certificate.pdf`, 'x')],
  ['deleted', (archive) => archive.delete(`${bundleFolder()}certificate.pdf`)],
])('the first version of a file that was %s comes, and the fault is named', async (_, tamper) => {
  const archive = new MemoryVersions();
  putBundle(archive, contents);
  tamper(archive);

  const { problems, folder, bundle } = await bring(archive);

  expect(problems).toEqual([]);
  expect(folder.files.get('certificate.pdf')?.toString()).toBe('the proof');
  expect(bundle.faults).toEqual(['certificate.pdf was written over or deleted: its first version counts']);
});

test('a manifest that was written over is read in its first version', async () => {
  const archive = new MemoryVersions();
  const manifest = putBundle(archive, contents);
  const forged = manifestOf({ 'certificate.pdf': 'forged' });
  archive.put(forged.files[0]!.key, 'forged');
  archive.put(`${bundleFolder()}manifest.json`, JSON.stringify(forged));

  const { folder, bundle } = await bring(archive);

  expect(bundle.list.sha256).toBe(sha256Hex(manifest));
  expect(folder.files.get('certificate.pdf')?.toString()).toBe('the proof');
  expect(bundle.faults.join()).toMatch(/manifest\.json was written over/);
});

test('a file of which no version has the right bytes does not come, and neither does the manifest', async () => {
  const archive = new MemoryVersions();
  const manifest = manifestOf(contents);
  archive.put(manifest.files[0]!.key, 'the document');
  archive.put(manifest.files[1]!.key, 'THE PROOF');
  archive.put(`${bundleFolder()}manifest.json`, JSON.stringify(manifest));

  const { brought, problems, folder } = await bring(archive);

  expect(brought).toBe(1);
  expect(problems).toEqual([
    expect.stringMatching(/^certificate\.pdf: .* SHA-256 is another one\. It was not kept\.$/),
  ]);
  expect([...folder.files.keys()]).toEqual(['items/a/executed.pdf']);
});

test('versions of another size are not downloaded, and of many forged ones only some', async () => {
  const archive = new MemoryVersions();
  const manifest = manifestOf({ 'x.pdf': 'right' });
  archive.put(manifest.files[0]!.key, 'larger than it should be');
  for (let count = 0; count < 30; count++) archive.put(manifest.files[0]!.key, 'wrong');
  archive.put(`${bundleFolder()}manifest.json`, JSON.stringify(manifest));

  const { problems } = await bring(archive);

  expect(problems).toHaveLength(1);
  expect(archive.reads.filter((key) => key.endsWith('x.pdf'))).toHaveLength(10);
});

test('a file that is gone from the archive is named', async () => {
  const archive = new MemoryVersions();
  archive.put(`${bundleFolder()}manifest.json`, JSON.stringify(manifestOf({ 'x.pdf': 'gone' })));

  const { problems, bundle } = await bring(archive);

  expect(problems).toEqual(['x.pdf: the archive has no object of 4 bytes for it.']);
  expect(bundle.faults).toEqual(['x.pdf is not in the archive in the size that manifest.json says']);
});

test('another file in the folder stays, and the bundle is not whole', async () => {
  const archive = new MemoryVersions();
  putBundle(archive, contents);
  const folder = new MemoryFolder();
  folder.files.set('certificate.pdf', Buffer.from('mine'));

  const { problems } = await bring(archive, folder);

  expect(problems).toEqual(['certificate.pdf: something else is there. It was not written over.']);
  expect(folder.files.get('certificate.pdf')?.toString()).toBe('mine');
  expect(folder.files.has('manifest.json')).toBe(false);
});

test('a manifest that names a file outside of its bundle brings nothing', async () => {
  const archive = new MemoryVersions();
  const manifest = manifestOf({ 'certificate.pdf': 'the proof', '../../../x.pdf': 'x' });
  archive.put(`${bundleFolder()}certificate.pdf`, 'the proof');
  archive.put(`${bundleFolder()}manifest.json`, JSON.stringify(manifest));
  const folder = new MemoryFolder();

  await expect(bring(archive, folder)).rejects.toThrow(
    /cannot be trusted: it names .* Nothing was written\./,
  );

  expect(folder.files.size).toBe(0);
});
