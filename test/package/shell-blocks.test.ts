import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgram } from '../../cli/program/program';
import { commandLine } from '../../cli/terminal/command-line';
import { findZsh } from './shell-blocks/find-zsh';
import { pasteBlocks, type Pasted } from './shell-blocks/paste-blocks';
import { blocksOf, shellBlocks, type ShellBlock } from './shell-blocks/shell-blocks';

/** What the commands print, with names that are special to a shell. */
const printed = commandLine('set-secret', {
  stack: 'Mine',
  profile: "it's my work!",
  construct: 'My $HOME "own" #1 *',
  'api-key': true,
});
const blocks: readonly ShellBlock[] = [...shellBlocks(), { place: 'printed', text: `${printed}\n` }];

const folder = mkdtempSync(join(tmpdir(), 'shell-blocks-'));
afterAll(() => rmSync(folder, { recursive: true }));

const zsh = zshOrWarning();

/** The interactive shells, without settings of their user. */
const shells = new Map<string, readonly string[]>([
  ['bash', ['/bin/bash', '--noprofile', '--norc', '-i']],
  ...(zsh === undefined ? [] : [['zsh', [zsh, '-f', '-i']] as const]),
]);

/** Where there is no zsh, its tests are not there either, so that none of them counts as passed. */
function zshOrWarning(): string | undefined {
  try {
    return findZsh();
  } catch (error) {
    process.stderr.write(
      `NOT RUN: ${blocks.length} shell blocks were not pasted into zsh: there is none, and Debian's could not be unpacked (${String(error)}). Install zsh.\n`,
    );
    return undefined;
  }
}

function paste(shell: string, given = blocks): readonly Pasted[] {
  return pasteBlocks([...shells.get(shell)!], given, mkdtempSync(join(folder, `${shell}-`)));
}

const complaint = /not found|syntax error|parse error|no matches|bad pattern|no such file|event not found/i;

const results = new Map<string, readonly Pasted[]>();

beforeAll(() => {
  for (const shell of shells.keys()) results.set(shell, paste(shell));
});

test('the pages have shell blocks, also in lists', () => {
  expect(blocks.length).toBeGreaterThan(15);
  expect(blocksOf('x.md', '1. One\n\n   ```sh\n   a |\n     b\n   ```\n\n```bash\nc\n```\n')).toEqual([
    { place: 'x.md:3', text: 'a |\n  b\n' },
    { place: 'x.md:8', text: 'c\n' },
  ]);
});

test('no block has a comment, which zsh takes for words, or a placeholder, which each shell takes for a file', () => {
  const wrong = blocks.filter(
    ({ text, place }) => place !== 'printed' && /(^|\s)#|<\s*[^\s<(][^>\n]*>|…/m.test(text),
  );

  expect(wrong).toEqual([]);
});

test('no block lets npx fetch a package', () => {
  expect(blocks.filter(({ text }) => /\bnpx (?!--no-install )/.test(text))).toEqual([]);
});

test('no block runs a command that would read what is pasted after it', () => {
  const eaten = blocks.filter(({ text }) => /^read .*\n[^]*\S/m.test(text));

  expect(eaten).toEqual([]);
});

describe.each([...shells.keys()])('pasted into %s', (shell) => {
  const pasted = () => results.get(shell)!.map((one, index) => ({ ...one, ...blocks[index]! }));

  test('each block runs without a complaint, and leaves no file but those that it names', () => {
    const bad = pasted().filter(
      ({ screen, files, text }) =>
        complaint.test(screen) || files.some((file) => !text.includes(`> ${file}`)),
    );

    expect(bad.map(({ place, screen, files }) => ({ place, screen, files }))).toEqual([]);
  });

  test('each block calls its programs, with the same words as in the other shell', () => {
    const other = results.get('bash')!;
    const different = pasted().filter(
      ({ calls }, index) => JSON.stringify(calls) !== JSON.stringify(other[index]!.calls),
    );
    const idle = pasted().filter(({ calls, text }) => calls.length === 0 && !/^read /.test(text));

    expect(different).toEqual([]);
    expect(idle).toEqual([]);
  });

  test('each command of this package has options that it knows, as single words', () => {
    const program = createProgram();
    const ours = pasted()
      .flatMap(({ calls }) => calls)
      .filter(([name, , command]) => name === 'npx' && command === program.name());
    const unknown = ours.filter(([, , , name, ...args]) => {
      const command = program.commands.find((one) => one.name() === name);
      if (!command) return true;
      const { unknown: words, operands } = command.parseOptions([...args]);
      return words.length > 0 || operands.length !== command.registeredArguments.length;
    });

    expect(unknown).toEqual([]);
    expect(ours.length).toBeGreaterThan(10);
    expect(ours.at(-1)).toContain('My $HOME "own" #1 *');
    expect(ours.at(-1)).toContain("it's my work!");
  });

  test('a comment in a block would be found', () => {
    const [one] = paste(shell, [{ place: 'x', text: 'npm run demo # deploys it\n' }]);

    expect(one!.calls[0]!.includes('#')).toBe(shell === 'zsh');
  });
});
