import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './packed';

const rooms = ['verify', 'publish', 'archive'];

/** The bundle files by name: the rooms', and the command line's. */
const bundles: Readonly<Record<string, string>> = {
  ...Object.fromEntries(rooms.map((room) => [room, join('dist', 'lambda', room, 'index.js')])),
  cli: join('dist', 'cli', 'index.js'),
};

/** SHA-256 of what the sources make now, bundled in memory. */
function bundleNow(): Record<string, string> {
  const program = `
    import { createHash } from 'node:crypto';
    import { build } from 'esbuild';
    import { bundleOptions, cliBundleOptions } from '${pathToFileURL(join(root, 'scripts', 'bundle.mjs')).href}';
    const digests = {};
    const options = { cli: cliBundleOptions() };
    for (const room of ${JSON.stringify(rooms)}) options[room] = bundleOptions(room);
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

test('the bundles that are shipped are what their sources make', () => {
  const shipped = Object.entries(bundles).map(([name, file]) => [
    name,
    createHash('sha256')
      .update(readFileSync(join(root, file)))
      .digest('hex'),
  ]);

  expect(Object.fromEntries(shipped)).toEqual(bundleNow());
});
