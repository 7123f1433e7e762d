import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './packed';

const stages = ['verify', 'publish', 'archive', 'reconcile'];

/** The built files by name: the Lambda assets, and the command line. */
const builtFiles: Readonly<Record<string, string>> = {
  ...Object.fromEntries(stages.map((stage) => [stage, join('dist', 'lambda', stage, 'index.js')])),
  cli: join('dist', 'cli', 'index.js'),
};

/** Builds the current sources in memory and returns the SHA-256 of each file. */
function buildInMemory(): Record<string, string> {
  const program = `
    import { createHash } from 'node:crypto';
    import { build } from 'esbuild';
    import { bundleOptions, cliBundleOptions } from '${pathToFileURL(join(root, 'scripts', 'bundle.mjs')).href}';
    const digests = {};
    const options = { cli: cliBundleOptions() };
    for (const stage of ${JSON.stringify(stages)}) options[stage] = bundleOptions(stage);
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

test('the shipped Lambda assets and the shipped command line match their sources', () => {
  const shipped = Object.entries(builtFiles).map(([name, file]) => [
    name,
    createHash('sha256')
      .update(readFileSync(join(root, file)))
      .digest('hex'),
  ]);

  expect(Object.fromEntries(shipped)).toEqual(buildInMemory());
});
