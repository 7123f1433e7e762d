import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pack, root } from './packed';

const { tarball, files } = pack();
afterAll(() => {
  rmSync(dirname(tarball), { recursive: true });
});

test('the package has exactly the compiled constructs, the entry points, the Lambda assets, the command line, the docs and the jsii files', () => {
  const constructs = globSync('lib/**/*.ts', { cwd: root }).map(
    (path) => `dist/${path.replace(/\.ts$/, '')}`,
  );

  expect(files).toEqual(
    [
      '.jsii',
      '.jsii.gz',
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'THIRD-PARTY-LICENSES.txt',
      ...globSync('docs/**/*.{md,json}', { cwd: root }),
      'package.json',
      'bin/cdk-esign-webhooks.js',
      'dist/cli/index.js',
      'dist/cli/THIRD-PARTY-LICENSES.txt',
      ...['events/index', 'events/zod', 'testing/index'].flatMap((entry) =>
        ['d.mts', 'd.ts', 'js', 'mjs'].map((ending) => `dist/${entry}.${ending}`),
      ),
      // The declarations that those of `events` import.
      ...[
        'parse-signing-event',
        'signing-event',
        'signing-event-bridge-event',
        'signing-event-unreadable',
      ].map((name) => `dist/events/${name}.d.ts`),
      ...['sample-event', 'test-webhook-request'].map((name) => `dist/testing/${name}.d.ts`),
      ...['archive', 'publish', 'reconcile', 'verify'].flatMap((stage) => [
        `dist/lambda/${stage}/index.js`,
        `dist/lambda/${stage}/THIRD-PARTY-LICENSES.txt`,
      ]),
      'dist/lambda/verify/package.json',
      'dist/lambda/verify/s3-spool.js',
      ...['Bold', 'BoldItalic', 'Italic', 'Regular'].map(
        (face) => `dist/lambda/archive/fonts/NotoSans-${face}.ttf`,
      ),
      'dist/lambda/archive/fonts/DejaVuSans.ttf',
      // The font licenses require a copy beside the fonts.
      'dist/lambda/archive/fonts/DejaVuSans-LICENSE.txt',
      'dist/lambda/archive/fonts/NotoSans-LICENSE.txt',
      ...constructs.flatMap((path) => [`${path}.d.ts`, `${path}.js`]),
    ].sort(),
  );
});

test('the package has no runtime dependencies, and these peer dependencies', () => {
  const published = JSON.parse(
    execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' }),
  ) as Record<string, unknown>;

  expect(published.dependencies).toBeUndefined();
  expect(published.bundledDependencies).toBeUndefined();
  expect(published.peerDependencies).toEqual({ 'aws-cdk-lib': '^2.263.0', constructs: '^10.8.0' });
});

test('the declarations of an entry point import nothing outside of it, except for events and zod', () => {
  const imported = files
    .filter((path) => /^dist\/(events|testing)\/.*\.d\.m?ts$/.test(path))
    .flatMap((path) => [...readFileSync(join(root, path), 'utf8').matchAll(/from '([^']+)'/g)])
    .map(([, name]) => name);

  expect(imported.filter((name) => !/^\.\/[\w.-]+$/.test(name!) && name !== '../events/index')).toEqual([
    'zod',
  ]);
});

test('no packed file has a path of the build machine', () => {
  const named = files.filter((path) => readFileSync(join(root, path)).includes(`${root}/`));

  expect(named).toEqual([]);
});
