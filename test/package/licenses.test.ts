import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './packed';

const script = (name: string) => pathToFileURL(join(root, 'scripts', name)).href;
const licensesIn = (folder: string) => readFileSync(join(root, folder, 'THIRD-PARTY-LICENSES.txt'), 'utf8');

interface PackageInfo {
  readonly name: string;
  readonly version: string;
}

/** The packages in each built file, as the bundler's own report names them. */
function packagesIn(folder: string): readonly string[] {
  const options =
    folder === 'dist/cli'
      ? '[cliBundleOptions()]'
      : `Object.values(assetFiles('${folder.split('/').at(-1)}'))`;
  const program = `
    import { build } from 'esbuild';
    import { assetFiles, cliBundleOptions } from '${script('bundle.mjs')}';
    const built = await Promise.all(${options}.map((one) => build(one)));
    const outputs = built.flatMap(({ metafile }) => Object.values(metafile.outputs));
    console.log(JSON.stringify(outputs.flatMap(({ inputs }) => Object.keys(inputs))));`;
  const inputs = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: root,
      encoding: 'utf8',
    }),
  ) as string[];
  const files = inputs.filter((path) => path.includes('node_modules/')).map((path) => path.split('/'));
  const folders = files.map((parts) => {
    const last = parts.lastIndexOf('node_modules');
    return parts.slice(0, last + (parts[last + 1]?.startsWith('@') ? 3 : 2)).join('/');
  });
  return [...new Set(folders)].map((path) => {
    const { name, version } = JSON.parse(
      readFileSync(join(root, path, 'package.json'), 'utf8'),
    ) as PackageInfo;
    return `${name} ${version}`;
  });
}

test.each([['dist/lambda/verify'], ['dist/lambda/publish'], ['dist/lambda/archive'], ['dist/cli']])(
  '%s has the license of every package whose code is in it, and so has the package',
  (folder) => {
    const packages = packagesIn(folder);
    const [beside, whole] = [licensesIn(folder), licensesIn('.')];

    expect(packages.length).toBeGreaterThan(10);
    for (const title of packages) {
      // Once in the list, and once above its license.
      expect(beside.split('\n')).toContain(title);
      expect(whole.split('\n')).toContain(title);
    }
    expect(beside.match(/TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION/g)).toHaveLength(1);
    expect(beside).toContain('Permission is hereby granted, free of charge');
  },
);

describe('the licenses of packages', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'licenses-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function addPackage(name: string, fields: object, files: Readonly<Record<string, string>> = {}): string {
    const path = join(folder, name);
    mkdirSync(path);
    writeFileSync(join(path, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...fields }));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
    return path;
  }

  function write(...folders: readonly string[]) {
    const program = `
      import { thirdPartyLicenses } from '${script('third-party-licenses.mjs')}';
      process.stdout.write(thirdPartyLicenses(${JSON.stringify(folders)}));`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', program],
      {
        encoding: 'utf8',
      },
    );
    return { status, stdout, stderr };
  }

  test('have the text of each, its notices and its copyright, the same text once', () => {
    const one = addPackage('one', { license: 'MIT' }, { 'LICENSE.md': 'MIT of one\r\n', NOTICE: 'Thanks.' });
    const two = addPackage('two', { license: 'MIT' }, { LICENCE: 'MIT of one' });
    const three = addPackage(
      'three',
      { license: 'Apache-2.0' },
      { LICENSE: 'Apache\n   Copyright 2018 Somebody\n' },
    );

    const { status, stdout } = write(two, three, one, one);

    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^[^\n]+\n\none 1\.0\.0 \(MIT\)\nthree 1\.0\.0 \(Apache-2\.0\)\ntwo 1\.0\.0 \(MIT\)\n/,
    );
    expect(stdout).toContain('\none 1.0.0\nThanks.\ntwo 1.0.0\n\nMIT of one\n');
    expect(stdout).toContain('\nthree 1.0.0\nCopyright 2018 Somebody\n');
    expect(write(one, two, three).stdout).toBe(stdout);
  });

  test('have the usual text if a package has no file with it', () => {
    const mit = addPackage('mit', { license: 'MIT', author: 'Ann <ann@example.com>' });
    const mit0 = addPackage('mit0', { license: 'MIT-0', author: { name: 'Bob' } });

    const { stdout } = write(mit, mit0);

    expect(stdout).toContain('Copyright (c) Ann <ann@example.com>');
    expect(stdout).toContain('furnished to do so, subject to the following conditions:');
    expect(stdout).toMatch(/Copyright \(c\) Bob[^]*furnished to do so\.\n/);
  });

  test.each<[string, object]>([
    ['one that is not allowed', { license: 'GPL-3.0-only' }],
    ['none', {}],
    ['a choice', { license: '(MIT OR GPL-3.0-only)' }],
    ['one without a text', { license: '0BSD', author: 'Ann' }],
    ['a text without a holder', { license: 'MIT' }],
  ])('end the build if a package has %s', (_what, fields) => {
    const { status, stderr } = write(addPackage('new', fields));

    expect(status).toBe(1);
    expect(stderr).toMatch(/new 1\.0\.0 has /);
  });
});
