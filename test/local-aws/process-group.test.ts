import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcessGroup } from './harness/emulator/process-group';
import { CommandFailed, runCommand } from './harness/emulator/run-command';
import { waitFor } from './harness/observe/wait-for';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'group-test-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options = () => ({ cwd: folder, env: { PATH: process.env['PATH']! }, logFile: join(folder, 'log') });

/** A shell that ignores SIGTERM, with a child that ignores it as well. Both write their process ids. */
const stubborn = [
  'sh',
  '-c',
  `trap '' TERM; sh -c "trap '' TERM; echo \\$\\$ > child; sleep 60" & echo $$ > parent; wait`,
];

const idIn = (file: string) =>
  waitFor(() => existsSync(join(folder, file)) && Number(readFileSync(join(folder, file), 'utf8')), {
    what: file,
    seconds: 60,
  });

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    // A zombie is not alive.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

it('ends a command and its children, also those that ignore SIGTERM', async () => {
  const group = startProcessGroup(stubborn, options());
  const ids = [await idIn('parent'), await idIn('child')];

  await group.stop();

  expect(ids.filter(isAlive)).toEqual([]);
  await group.stop();
});

it('ends them when the process that started them is killed', async () => {
  const script = join(folder, 'starter.ts');
  const source = join(__dirname, 'harness', 'emulator', 'process-group');
  writeFileSync(
    script,
    `import { startProcessGroup } from ${JSON.stringify(source)};
     startProcessGroup(${JSON.stringify(stubborn)}, ${JSON.stringify(options())});
     setInterval(() => undefined, 1_000);`,
  );
  const starter = spawn(process.execPath, ['--import', 'tsx', script], { cwd: join(__dirname, '..', '..') });
  const ids = [await idIn('parent'), await idIn('child')];

  starter.kill('SIGKILL');
  await once(starter, 'exit');

  await waitFor(() => !ids.some(isAlive), { what: 'the group to end', seconds: 60 });
});

it('gives a command no variable of our environment', async () => {
  await runCommand(['sh', '-c', 'env > seen'], options());

  const names = readFileSync(join(folder, 'seen'), 'utf8')
    .split('\n')
    .map((line) => line.split('=')[0]);
  expect(names.filter((name) => name && !['PATH', 'PWD', 'SHLVL', '_', 'OLDPWD'].includes(name))).toEqual([]);
});

it('fails with the end of what a command printed', async () => {
  const failed = runCommand(['sh', '-c', 'echo the reason; exit 3'], options());

  await expect(failed).rejects.toThrow(CommandFailed);
  await expect(failed).rejects.toThrow(/exit code 3:\nthe reason/);
});

it('fails with a clear message when the command is missing', async () => {
  await expect(runCommand(['no-such-command'], options())).rejects.toThrow(
    /no-such-command could not be started/,
  );
});

it('ends a command when its signal is aborted', async () => {
  const aborter = new AbortController();
  const work = runCommand(['sh', '-c', 'echo $$ > parent; sleep 60'], {
    ...options(),
    signal: aborter.signal,
  });
  const failed = expect(work).rejects.toThrow(/abort/);
  const id = await idIn('parent');

  aborter.abort();

  await failed;
  expect(isAlive(id)).toBe(false);
});
