import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkTag } from '../../../scripts/release/check-tag';
import { releaseFiles } from '../../../scripts/release/plan-release';
import { setVersion, versionFiles } from '../../../scripts/release/version-files';

const root = join(__dirname, '..', '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };

test('every file has the version of package.json', () => {
  const stale = versionFiles.filter((file) => setVersion(file, read(file), version) !== read(file));

  expect(stale).toEqual([]);
});

test('no other file of the package or the examples names the version', () => {
  const files = globSync(
    ['*.json', '*.md', '{docs,examples,lib,python-events}/**/*.{ts,py,md,json,toml,xml,mod,csproj,txt}'],
    { cwd: root },
  ).filter((file) => file !== 'CHANGELOG.md');

  expect(files.length).toBeGreaterThan(100);
  const named = files.filter((file) =>
    new RegExp(`(?<![\\d.])${version.replaceAll('.', String.raw`\.`)}(?![\\d.])`).test(read(file)),
  );
  expect(named.filter((file) => !versionFiles.includes(file))).toEqual([]);
});

test.each(versionFiles)('%s gets another version, and nothing else changes', (file) => {
  const changed = setVersion(file, read(file), '12.34.56');

  expect(changed).toContain('12.34.56');
  expect(setVersion(file, changed, version)).toBe(read(file));
});

test('npm reads the new version from package.json and from both places of the lock file', () => {
  const lock = JSON.parse(setVersion('package-lock.json', read('package-lock.json'), '12.34.56')) as {
    version: string;
    packages: Readonly<Record<string, { version: string }>>;
  };

  expect([lock.version, lock.packages['']?.version]).toEqual(['12.34.56', '12.34.56']);
});

test.each([
  ['0.7.1', '>=0.7.1,<0.8'],
  ['2.7.1', '>=2.7.1,<3'],
])('the example in Python asks for %s and what is compatible with it', (next, range) => {
  const file = 'examples/python/requirements.txt';

  expect(setVersion(file, read(file), next)).toContain(`cdk-esign-webhooks${range}\n`);
});

test('a file without the version is refused, and one with two', () => {
  const file = 'python-events/pyproject.toml';

  expect(() => setVersion(file, '', '1.0.0')).toThrow(`${file} has 0 texts`);
  expect(() => setVersion(file, read(file) + read(file), '1.0.0')).toThrow(`${file} has 2 texts`);
});

describe('the tag', () => {
  const texts = Object.fromEntries(releaseFiles.map((file) => [file, read(file)]));
  const released = { ...texts, 'CHANGELOG.md': `## [${version}] - 2026-11-28\n\n- New.\n` };

  test('of the version that is checked out is good', () => {
    expect(checkTag(released, `v${version}`)).toEqual([]);
  });

  test.each([[version], ['v1'], [`v${version}-rc.1`], [`v${version}; rm -rf /`], ['']])(
    "'%s' is refused",
    (tag) => {
      expect(checkTag(released, tag)).toEqual([`'${tag}' is not a tag of a release, such as v1.2.3.`]);
    },
  );

  test('of another version is refused, with each file and the changelog', () => {
    expect(checkTag(released, 'v98.0.0')).toHaveLength(versionFiles.length + 1);
  });

  test('is refused if the changelog has no entries for it', () => {
    const empty = { ...texts, 'CHANGELOG.md': `## [${version}] - 2026-11-28\n\n` };

    expect(checkTag(empty, `v${version}`)).toEqual([
      `CHANGELOG.md has no entries below '## [${version}] - <date>'.`,
    ]);
  });
});
