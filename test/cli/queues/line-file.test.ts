import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLineFile } from '../../../cli/queues/line-file';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'line-file-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('adds lines to a new file that only its owner can read', async () => {
  const path = join(folder, 'dropped.jsonl');

  const file = await createLineFile(path);
  await file.add(['one', 'two']);
  await file.add([]);
  await file.add(['three']);
  const written = readFileSync(path, 'utf8');
  await file.close();

  expect(written).toBe('one\ntwo\nthree\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('refuses to write over a file', async () => {
  const path = join(folder, 'evidence');
  writeFileSync(path, 'evidence');

  await expect(createLineFile(path)).rejects.toThrow(
    `${path} already exists: choose another file with --file.`,
  );
  expect(readFileSync(path, 'utf8')).toBe('evidence');
});

it('says why a file cannot be made or written', async () => {
  const file = await createLineFile(join(folder, 'closed'));
  await file.close();

  await expect(createLineFile(join(folder, 'none', 'x'))).rejects.toThrow(/^Cannot write .*none\/x: ENOENT/);
  await expect(file.add(['x'])).rejects.toThrow(/^Cannot write .*closed: EBADF.*stays in its queue/);
});
