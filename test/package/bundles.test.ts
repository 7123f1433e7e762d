import { transform } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './packed';

const stages = ['verify', 'publish', 'archive', 'reconcile'];

/** The built files by name: the Lambda assets, and the command line. */
const builtFiles: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [...stages.map((stage) => `${stage}/index.js`), 'verify/s3-spool.js'].map((file) => [
      file,
      join('dist', 'lambda', file),
    ]),
  ),
  cli: join('dist', 'cli', 'index.js'),
  'events cjs': join('dist', 'events', 'index.js'),
  'events esm': join('dist', 'events', 'index.mjs'),
  'events/zod cjs': join('dist', 'events', 'zod.js'),
  'events/zod esm': join('dist', 'events', 'zod.mjs'),
  'testing cjs': join('dist', 'testing', 'index.js'),
  'testing esm': join('dist', 'testing', 'index.mjs'),
};

const script = (name: string) => pathToFileURL(join(root, 'scripts', name)).href;

/** Builds the current sources in memory and returns the SHA-256 of each file. */
function buildInMemory(): Record<string, string> {
  const program = `
    import { createHash } from 'node:crypto';
    import { build } from 'esbuild';
    import { assetFiles, cliBundleOptions } from '${script('bundle.mjs')}';
    import { entryOptions, entryPoints } from '${script('entry-points.mjs')}';
    const digests = {};
    const options = { cli: cliBundleOptions() };
    for (const source of entryPoints)
      for (const format of ['cjs', 'esm'])
        options[source.replace(/(\\/index)?\\.ts$/, ' ' + format)] = entryOptions(source, format);
    for (const stage of ${JSON.stringify(stages)})
      for (const [name, given] of Object.entries(assetFiles(stage))) options[stage + '/' + name] = given;
    for (const [name, given] of Object.entries(options)) {
      const { outputFiles } = await build(given);
      digests[name] = createHash('sha256').update(outputFiles[0].contents).digest('hex');
    }
    console.log(JSON.stringify(digests));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: root,
    encoding: 'utf8',
  });
  return JSON.parse(output) as Record<string, string>;
}

test('the shipped Lambda assets, command line and entry points match their sources', () => {
  const shipped = Object.entries(builtFiles).map(([name, file]) => [
    name,
    createHash('sha256')
      .update(readFileSync(join(root, file)))
      .digest('hex'),
  ]);

  expect(Object.fromEntries(shipped)).toEqual(buildInMemory());
});

test('what consumers import needs Node alone, and the parser nothing', async () => {
  const minified = async (entry: string) =>
    (await transform(readFileSync(join(root, entry), 'utf8'), { minify: true })).code;
  const testing = await minified(join('dist', 'testing', 'index.mjs'));

  expect(await minified(join('dist', 'events', 'index.mjs'))).not.toMatch(/\bfrom\b|\brequire\(/);
  expect([...testing.matchAll(/\bfrom ?"([^"]+)"/g)].map(([, name]) => name)).toEqual(
    expect.arrayContaining(['node:crypto']) as unknown,
  );
  expect(testing).not.toMatch(/from ?"(?!node:)|import ?"/);
});
