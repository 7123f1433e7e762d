import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './packed';

const rooms = ['verify', 'publish', 'archive'];

/** SHA-256 of what each room's sources make now, bundled in memory. */
function bundleNow(): Record<string, string> {
  const program = `
    import { createHash } from 'node:crypto';
    import { build } from 'esbuild';
    import { bundleOptions } from '${pathToFileURL(join(root, 'scripts', 'bundle.mjs')).href}';
    const digests = {};
    for (const room of ${JSON.stringify(rooms)}) {
      const { outputFiles } = await build(bundleOptions(room));
      digests[room] = createHash('sha256').update(outputFiles[0].contents).digest('hex');
    }
    console.log(JSON.stringify(digests));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: root,
    encoding: 'utf8',
  });
  return JSON.parse(output) as Record<string, string>;
}

test('the bundles that are shipped are what their sources make', () => {
  const shipped = rooms.map((room) => [
    room,
    createHash('sha256')
      .update(readFileSync(join(root, 'dist', 'lambda', room, 'index.js')))
      .digest('hex'),
  ]);

  expect(Object.fromEntries(shipped)).toEqual(bundleNow());
});
