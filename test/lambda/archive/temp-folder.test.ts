import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTempFolder } from '../../../lambda/archive/temp-folder';
import { temporaryFolder } from './temporary-folder';

let parent: string;

beforeEach(() => {
  parent = temporaryFolder();
});

function leaveFile(name: string): string {
  mkdirSync(join(parent, name));
  const file = join(parent, name, 'half.pdf');
  writeFileSync(file, '%PDF-');
  return file;
}

test('is empty, even if a process with the same id has left files', () => {
  const leftover = leaveFile(`esign-archive-${process.pid}`);

  const folder = makeTempFolder(parent);

  expect(readdirSync(folder)).toEqual([]);
  expect(existsSync(leftover)).toBe(false);
});

test('removes the folders of processes that are gone', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  const leftover = leaveFile(`esign-archive-${pid}`);

  makeTempFolder(parent);

  expect(existsSync(leftover)).toBe(false);
});

test.each([`esign-archive-${process.ppid}`, 'esign-archive-', 'esign-archive-x', 'something-else'])(
  'does not touch a folder of a living process or of another program: %s',
  (name) => {
    const leftover = leaveFile(name);

    makeTempFolder(parent);

    expect(existsSync(leftover)).toBe(true);
  },
);
