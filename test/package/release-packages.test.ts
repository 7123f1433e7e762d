import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { packRelease } from '../../scripts/release/pack-release';
import { ensureVenv } from '../local-aws/harness/emulator/python-venv';
import { root } from './packed';

const place = mkdtempSync(join(tmpdir(), 'release-'));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const tarball = join('js', `cdk-esign-webhooks-${version}.tgz`);
const wheel = join('python', `cdk_esign_webhooks-${version}-py3-none-any.whl`);
const read = (path: string) => readFileSync(join(place, path));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const license = readFileSync(join(root, 'LICENSE'), 'utf8');

/** This machine has no compiler of Java, .NET and Go: `example:java` and `example:go` compile two of them. */
beforeAll(() => packRelease(place, { isCodeOnly: true }));

afterAll(() => {
  rmSync(place, { recursive: true });
});

test('each registry has its packages, with this version', () => {
  const paths = globSync(
    [
      'js/*',
      'python/*.{whl,gz}',
      'python-events/*',
      'java/pom.xml',
      'dotnet/*/*.csproj',
      'go/*/{go.mod,version}',
    ],
    { cwd: place },
  );

  expect(paths.sort()).toEqual(
    [
      tarball,
      wheel,
      `python/cdk_esign_webhooks-${version}.tar.gz`,
      `python-events/cdk_esign_webhooks_events-${version}-py3-none-any.whl`,
      `python-events/cdk_esign_webhooks_events-${version}.tar.gz`,
      'java/pom.xml',
      'dotnet/CdkEsignWebhooks/CdkEsignWebhooks.csproj',
      'go/cdkesignwebhooks/go.mod',
      'go/cdkesignwebhooks/version',
    ].sort(),
  );
  expect(read('java/pom.xml').toString()).toContain(`<version>${version}</version>`);
  expect(read('dotnet/CdkEsignWebhooks/CdkEsignWebhooks.csproj').toString()).toContain(
    `<PackageVersion>${version}</PackageVersion>`,
  );
  expect(read('go/cdkesignwebhooks/version').toString().trim()).toBe(version);
  expect(read('go/cdkesignwebhooks/go.mod').toString()).toMatch(
    /^module github\.com\/cdk-esign-webhooks\/cdk-esign-webhooks-go\/cdkesignwebhooks$/m,
  );
});

test('each language has in it the same bytes as npm, with the licenses of all code', () => {
  const inWheel = unzipSync(read(wheel))[`cdk_esign_webhooks/_jsii/cdk-esign-webhooks@${version}.jsii.tgz`]!;
  const others = globSync('{java,dotnet,go}/**/*.tgz', { cwd: place });

  expect(others).toHaveLength(3);
  expect(new Set([inWheel, ...others.map(read)].map(sha256))).toEqual(new Set([sha256(read(tarball))]));
  const packed = (path: string) =>
    execFileSync('tar', ['-xzOf', join(place, tarball), `package/${path}`], { encoding: 'utf8' });
  expect(packed('LICENSE')).toBe(license);
  expect(packed('THIRD-PARTY-LICENSES.txt')).toContain('Permission is hereby granted, free of charge');
});

test('each package has the license where its language looks for it', () => {
  const wheels = [wheel, ...globSync('python-events/*.whl', { cwd: place })].map((path) =>
    unzipSync(read(path)),
  );
  const licenseOf = (files: Readonly<Record<string, Uint8Array>>) =>
    Object.entries(files).find(([path]) => /\.dist-info\/(licenses\/)?LICENSE$/.test(path))?.[1];

  expect(wheels.map((files) => Buffer.from(licenseOf(files) ?? []).toString())).toEqual([license, license]);
  for (const path of ['java/LICENSE', 'dotnet/CdkEsignWebhooks/LICENSE', 'go/cdkesignwebhooks/LICENSE'])
    expect(read(path).toString()).toBe(license);
  expect(read('java/pom.xml').toString()).toContain('<name>Apache License 2.0</name>');
  expect(read('dotnet/CdkEsignWebhooks/CdkEsignWebhooks.csproj').toString()).toContain(
    '<PackageLicenseExpression>Apache-2.0</PackageLicenseExpression>',
  );
});

test('a folder with something in it is refused: nothing of another version gets into a release', async () => {
  await expect(packRelease(place, { isCodeOnly: true })).rejects.toThrow(`${place} is not empty`);
});

test('the checksums are of every file', () => {
  const lines = read('SHA256SUMS').toString().trim().split('\n');
  const files = globSync('**/*', { cwd: place, withFileTypes: true }).filter((entry) => entry.isFile());

  expect(lines).toHaveLength(files.length - 1);
  for (const line of lines) {
    const [digest, path] = line.split('  ');
    expect(sha256(read(path!))).toBe(digest);
  }
});

test('npm would publish the tarball, and packs the same bytes again', () => {
  const again = mkdtempSync(join(place, 'again-'));

  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', again], {
    cwd: root,
    stdio: 'pipe',
  });
  const { status, stdout } = spawnSync(
    'npm',
    ['publish', '--dry-run', '--ignore-scripts', '--json', '--access', 'public', join(place, tarball)],
    { cwd: place, encoding: 'utf8' },
  );

  expect(sha256(readFileSync(join(again, `cdk-esign-webhooks-${version}.tgz`)))).toBe(sha256(read(tarball)));
  expect(status).toBe(0);
  expect(stdout).toContain(`cdk-esign-webhooks@${version}`);
});

test('PyPI would take all four Python packages, with their descriptions', async () => {
  const bin = await ensureVenv({ requirements: join(root, 'requirements-release.txt') });
  const packages = globSync('{python,python-events}/*.{whl,gz}', { cwd: place });

  const checked = spawnSync(join(bin, 'twine'), ['check', '--strict', ...packages], {
    cwd: place,
    encoding: 'utf8',
  });

  expect(checked.status).toBe(0);
  expect(checked.stdout.match(/PASSED/g)).toHaveLength(4);
});
