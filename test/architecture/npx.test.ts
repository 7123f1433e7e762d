import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** The files in which people read commands, or which print commands. */
const files = globSync(
  ['*.md', '*.json', 'docs/**/*.md', '{bench,bin,cli,demo,examples,lambda,lib,scripts}/**/*.{ts,mjs,cjs,js}'],
  { cwd: root },
).sort();

/** Where a command begins: after a quote, a bracket or an operator of the shell, or on a line of its own. */
const begins = /(?<=[`'"([]|[;&|$] |^ *(?:\/\/ {2,})?)/.source;

/**
 * Commands that fetch a package which is not installed, and run it. `npx --no` takes the next word for its value: a `--help`
 * after that word is npm's. `--no-install` does not.
 */
const fetching = new RegExp(
  `${begins}(?:npx[\\s'",[]+(?!--no-install\\b)[\\w-]|npm (?:exec|x) |(?:pnpm|yarn) dlx |bunx )`,
  'gm',
);

/** Returns the commands in a text that may fetch and run a package. */
const fetchingCommands = (text: string) =>
  [...text.matchAll(fetching)].map(({ index }) => text.slice(index, index + 40));

it.each([
  ['npx cdk-esign-webhooks addresses', 1],
  ['Text:\n\n   npx cdk-esign-webhooks redrive', 1],
  ['Run `npx cdk-esign-webhooks addresses`.', 1],
  ['//   npx cdk synth', 1],
  ["spawnSync('npx', ['tsx', 'bin/app.ts'])", 1],
  ['npx --no cdk synth', 1],
  ['npx -y cdk synth', 1],
  ['npm exec -- cdk synth', 1],
  ['npx --no-install cdk synth', 0],
  ["spawnSync('npx', ['--no-install', 'tsx'])", 0],
  ['npm ci && npx cdk synth', 1],
  ['A comment that says what npx does', 0],
])('finds in %j what can fetch a package: %d', (text, count) => {
  expect(fetchingCommands(text)).toHaveLength(count);
});

it.each(files)('%s names no command that fetches a package and runs it', (file) => {
  expect(fetchingCommands(readFileSync(join(root, file), 'utf8'))).toEqual([]);
});

it('reads the files that have such commands', () => {
  expect(files).toEqual(expect.arrayContaining(['README.md', 'docs/commands.md', 'cli/commands/rotate.ts']));
  expect(files.length).toBeGreaterThan(300);
});
