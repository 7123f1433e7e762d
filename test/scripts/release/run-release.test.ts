import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { releaseFiles } from '../../../scripts/release/plan-release';
import { runRelease } from '../../../scripts/release/run-release';

const root = join(__dirname, '..', '..', '..');
const today = new Date('2026-11-28T23:59:00Z');
const changelog = '# Changelog\n\n## Unreleased\n\n- New.\n';

let folder: string;
const git = (...args: readonly string[]) =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const release = (...args: readonly string[]) => runRelease({ folder, args, today });

// A hook of Git sets variables that would lead to this repository. A person's configuration may sign commits.
beforeAll(() => {
  for (const name of Object.keys(process.env).filter((variable) => variable.startsWith('GIT_')))
    Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' });
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'));
  for (const file of releaseFiles) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  writeFileSync(join(folder, 'CHANGELOG.md'), changelog);
  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'user.name', 'Ann');
  git('config', 'user.email', 'ann@example.com');
  commitAll('Begin');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function commitAll(message: string) {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
}

function addEntry(entry: string) {
  writeFileSync(
    join(folder, 'CHANGELOG.md'),
    read('CHANGELOG.md').replace('## Unreleased\n', `## Unreleased\n\n${entry}\n`),
  );
  commitAll('Add an entry');
}

test('a release is one commit and an annotated tag with what is new', () => {
  release('98.1.0');

  expect(git('log', '--format=%s')).toBe('Release 98.1.0\nBegin');
  expect(git('show', '--name-only', '--format=').split('\n').sort()).toEqual([...releaseFiles].sort());
  expect(JSON.parse(git('show', 'v98.1.0:package.json'))).toMatchObject({ version: '98.1.0' });
  expect(read('CHANGELOG.md')).toContain('## Unreleased\n\n## [98.1.0] - 2026-11-28\n\n- New.\n');
  expect(git('cat-file', '-t', 'v98.1.0')).toBe('tag');
  expect(git('tag', '--list', '--format=%(contents)', 'v98.1.0')).toBe('cdk-esign-webhooks 98.1.0\n\n- New.');
  expect(git('status', '--porcelain')).toBe('');
});

test('the version that package.json has from the beginning can be the first release', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };

  release(version);

  expect(git('tag', '--list')).toBe(`v${version}`);
  expect(() => release(version)).toThrow(`The tag v${version} exists already`);
});

test('one release follows another', () => {
  release('98.1.0');
  addEntry('- Newer.');
  release('--minor');

  expect(git('tag', '--list')).toBe('v98.1.0\nv98.2.0');
  expect(git('tag', '--list', '--format=%(contents)', 'v98.2.0')).toBe(
    'cdk-esign-webhooks 98.2.0\n\n- Newer.',
  );
});

test('a dry run changes nothing', () => {
  expect(release('98.1.0', '--dry-run').join('\n')).toMatch(
    /would commit CHANGELOG\.md, [^]*would tag v98\.1\.0:/,
  );

  expect(git('log', '--format=%s')).toBe('Begin');
  expect(git('tag', '--list') + git('status', '--porcelain')).toBe('');
});

describe('a second run', () => {
  test('finishes one that died after some files', () => {
    release('98.1.0');
    const written = new Map(releaseFiles.slice(0, 3).map((file) => [file, read(file)]));
    git('tag', '--delete', 'v98.1.0');
    git('reset', '--quiet', '--hard', 'HEAD~1');
    for (const [file, text] of written) writeFileSync(join(folder, file), text);
    git('add', 'CHANGELOG.md');

    release('98.1.0');

    expect(git('log', '--format=%s')).toBe('Release 98.1.0\nBegin');
    expect(git('status', '--porcelain') + git('tag', '--list')).toBe('v98.1.0');
  });

  test('tags the commit of one that died before the tag', () => {
    release('98.1.0');
    git('tag', '--delete', 'v98.1.0');

    release('98.1.0');

    expect(git('log', '--format=%s')).toBe('Release 98.1.0\nBegin');
    expect(git('rev-parse', 'v98.1.0^{commit}')).toBe(git('rev-parse', 'HEAD'));
  });

  test('does not tag a later commit for one that died before the tag', () => {
    release('98.1.0');
    git('tag', '--delete', 'v98.1.0');
    git('commit', '--allow-empty', '--message', 'Later work');

    expect(() => release('98.1.0')).toThrow('98.1.0 was released by an older commit than this one');
    expect(git('tag', '--list')).toBe('');
  });

  test('with a step, after the commit, is refused: it would release another version', () => {
    release('98.1.0');
    git('tag', '--delete', 'v98.1.0');

    expect(() => release('--minor')).toThrow(
      'If a run before committed the release and died, give its version.',
    );
  });
});

describe('a release is refused', () => {
  test.each([
    ['changed', 'package.json'],
    ['new', 'other.txt'],
    ['half written', 'CHANGELOG.md'],
  ])('if a file is %s', (_what, file) => {
    writeFileSync(join(folder, file), '{');

    expect(() => release('98.1.0')).toThrow(`Files are changed and not committed: ${file}.`);
    expect(git('tag', '--list')).toBe('');
  });

  test('if a file is gone', () => {
    rmSync(join(folder, 'examples/go/go.mod'));

    expect(() => release('98.1.0')).toThrow('not committed: examples/go/go.mod.');
  });

  test('on another branch', () => {
    git('checkout', '--quiet', '-b', 'feature');

    expect(() => release('98.1.0')).toThrow('The branch is feature: releases are made on main.');
  });

  test.each<[string, readonly string[]]>([
    ['no version', []],
    ['two versions', ['98.1.0', '98.2.0']],
    ['only --dry-run', ['--dry-run']],
  ])('with %s', (_what, args) => {
    expect(() => release(...args)).toThrow('Give one version, such as 1.2.3');
  });
});
