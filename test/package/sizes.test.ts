import { transform } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import limits from '../../scripts/size-limits.json';
import { root } from './packed';

const kib = 1024;
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const minified = async (file: string) => (await transform(read(file), { minify: true })).code;

test.each(Object.entries(limits.built))(
  '%s has at most %d KiB, and is not a tenth smaller',
  (file, limit) => {
    const size = statSync(join(root, file)).size / kib;

    expect(size).toBeLessThanOrEqual(limit);
    // A limit that is far from the size lets something slip in.
    expect(size).toBeGreaterThan(0.9 * limit);
  },
);

test.each(Object.entries(limits.minified))(
  '%s has at most %d KiB when an app minifies it',
  async (file, limit) => {
    expect(Buffer.byteLength(await minified(file))).toBeLessThanOrEqual(limit * kib);
  },
);

test.each(Object.entries(limits.minifiedAndGzipped))('%s has at most %d KiB gzipped', async (file, limit) => {
  expect(gzipSync(await minified(file)).length).toBeLessThanOrEqual(limit * kib);
});

test('what an accepted webhook loads has no S3 client: at most 280 KiB, and nothing but Node besides', () => {
  const verifier = read('dist/lambda/verify/index.js');

  expect(limits.built['dist/lambda/verify/index.js']).toBeLessThanOrEqual(280);
  expect(verifier).not.toContain('PutObject');
  // A static import would load it for each new instance.
  expect(verifier).toContain('import("./s3-spool.js")');
  expect(verifier).not.toMatch(/from ?"\.\/s3-spool|import ?"\.\/s3-spool/);
  expect(read('dist/lambda/verify/s3-spool.js')).toContain('PutObject');
  const loaded = [...verifier.matchAll(/(?<!\.)\b(?:from|import) ?\(?"([^"]+)"/g)].map(
    ([, name]) => name ?? '',
  );
  expect(loaded.filter((name) => !isBuiltin(name))).toEqual(['./s3-spool.js']);
});

/** What each option of the bundler keeps out, or makes smaller. */
const withoutOptions: readonly (readonly [string, string])[] = [
  ['the order of main fields', "mainFields: ['main', 'module']"],
  ['minifying', 'minify: false'],
  ['the short credentials', 'alias: {}'],
  ['the file of its own for S3', 'external: []'],
];

test.each(withoutOptions)('without %s the verifier is over its limit: the gate sees it', (_what, change) => {
  const program = `
    import { build } from 'esbuild';
    import { assetFiles } from '${pathToFileURL(join(root, 'scripts', 'bundle.mjs')).href}';
    const resolveSpool = { name: 's3', setup: ({ onResolve }) =>
      onResolve({ filter: /s3-spool\\.js$/ }, () => ({ path: '${join(root, 'lambda', 'verify', 's3-spool.ts')}' })) };
    const plugins = ${change.startsWith('external')} ? [resolveSpool] : [];
    const { outputFiles } = await build({ ...assetFiles('verify')['index.js'], plugins, ${change} });
    console.log(outputFiles[0].contents.length);`;
  const size = Number(
    execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: root,
      encoding: 'utf8',
    }),
  );

  expect(size / kib).toBeGreaterThan(limits.built['dist/lambda/verify/index.js']);
});
