import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTempFolder } from '../../../lambda/archive/temp-folder';
import { temporaryFolder } from './temporary-folder';

let parent: string;

beforeEach(() => {
  parent = temporaryFolder();
});

function leave(name: string): string {
  mkdirSync(join(parent, name));
  const file = join(parent, name, 'half.pdf');
  writeFileSync(file, '%PDF-');
  return file;
}

test('is empty, whatever a process of the same id has left', () => {
  const left = leave(`esign-archive-${process.pid}`);

  const folder = makeTempFolder(parent);

  expect(readdirSync(folder)).toEqual([]);
  expect(existsSync(left)).toBe(false);
});

test('makes room: what a process that is gone has left is removed', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  const left = leave(`esign-archive-${pid}`);

  makeTempFolder(parent);

  expect(existsSync(left)).toBe(false);
});

test.each([`esign-archive-${process.ppid}`, 'esign-archive-', 'esign-archive-x', 'something-else'])(
  'leaves alone what a living process or somebody else has there: %s',
  (name) => {
    const left = leave(name);

    makeTempFolder(parent);

    expect(existsSync(left)).toBe(true);
  },
);
