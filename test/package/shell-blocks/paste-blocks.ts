import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ShellBlock } from './shell-blocks';

/** What a pasted block did. */
export interface Pasted {
  /** The calls of programs: each with its arguments. */
  readonly calls: readonly (readonly string[])[];
  /** The files that it left in its folder. */
  readonly files: readonly string[];
  /** The text on the terminal. */
  readonly screen: string;
}

/** The programs that would change something, or call a network. */
const fakes = ['apt-get', 'aws', 'bash', 'cdk', 'curl', 'git', 'node', 'npm', 'npx', 'sh'];

/** Appends its name and arguments to the file that the environment names, and reads its input if that is a pipe. */
const fakeProgram = `#!/bin/sh
{ printf '%s\\037' "\${0##*/}" "$@"; printf '\\036'; } >> "$CALLS"
[ -t 0 ] || cat > /dev/null
`;

/** Pastes each block into a new interactive shell with its own folder, where fakes stand for the programs. */
export function pasteBlocks(
  argv: readonly string[],
  blocks: readonly ShellBlock[],
  folder: string,
): readonly Pasted[] {
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  for (const name of fakes) {
    writeFileSync(join(programs, name), fakeProgram);
    chmodSync(join(programs, name), 0o755);
  }
  const given = blocks.map(({ text }, index) => {
    const cwd = join(folder, String(index));
    mkdirSync(cwd);
    // Each shell has its own record of calls, beside its folder.
    return { cwd, text: `export CALLS=${cwd}.calls\n${text}` };
  });
  const path = [programs, '/usr/bin', '/bin'].join(delimiter);
  const env = { PATH: path, HOME: folder, TERM: 'dumb', LANG: 'C.UTF-8', PS1: '% ' };
  const screens = JSON.parse(
    execFileSync('python3', [join(__dirname, 'paste.py')], {
      input: JSON.stringify({ argv, env, answer: 'typed-secret', blocks: given }),
      encoding: 'utf8',
    }),
  ) as string[];
  return given.map(({ cwd }, index) => ({
    calls: callsIn(`${cwd}.calls`),
    files: readdirSync(cwd),
    screen: screens[index]!,
  }));
}

function callsIn(file: string): readonly (readonly string[])[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  return text
    .split('\u001e')
    .slice(0, -1)
    .map((call) => call.split('\u001f').slice(0, -1));
}
