import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface LockedPackage {
  readonly integrity?: string;
  readonly resolved?: string;
  /** Part of another package's file, whose digest covers it. */
  readonly inBundle?: boolean;
}

describe.each([
  ['package-lock.json', 500],
  ['scripts/release/publishers/package-lock.json', 50],
])('%s', (file, atLeast) => {
  const { packages } = JSON.parse(read(file)) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  const installed = Object.entries(packages).filter(([path]) => path !== '');

  // npm leaves the digest out for the platforms that it does not install. To get it, remove such entries from the lock file,
  // and run `npm install --package-lock-only` in a folder that has nothing but package.json, package-lock.json and .npmrc.
  it('has the SHA-512 of every package, for every platform', () => {
    const unchecked = installed.filter(
      ([, { inBundle, integrity = '' }]) => !inBundle && !/^sha512-[\w+/]{86}==$/.test(integrity),
    );

    expect(unchecked.map(([path]) => path)).toEqual([]);
    expect(installed.length).toBeGreaterThan(atLeast);
  });

  it('names no host: packages come from the registry that npm is configured for', () => {
    expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(read(file)).not.toMatch(/"(resolved|version)": "(https?|git|file)[:+]/);
  });
});

describe.each(globSync('requirements-*.txt', { cwd: root }).sort())('%s', (file) => {
  const lines = read(file)
    .replaceAll('\\\n', '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

  it('has the version and the SHA-256 of every package', () => {
    const pinned = /^[\w-]+==[\d.a-z]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+$/;

    expect(lines.filter((line) => line !== '--only-binary :all:' && !pinned.test(line))).toEqual([]);
    expect(lines.length).toBeGreaterThan(10);
  });

  it('allows no build from source, which would download tools without a hash', () => {
    expect(lines).toContain('--only-binary :all:');
  });
});
