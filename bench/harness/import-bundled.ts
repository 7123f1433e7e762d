import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFlags } from './bundle-flags';

/** Bundles some TypeScript into one file, as the Lambda assets are bundled. Its imports are relative to `root`. */
export async function bundleSource(root: string, source: string, outfile: string): Promise<void> {
  await build({
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    outfile,
    ...bundleFlags,
  });
}

/**
 * Bundles some TypeScript, and imports it: what tsx makes of it is slower.
 *
 * @param root the folder of the checkout whose code it is
 * @param source the code. Its imports are relative to `root`
 */
export async function importBundled<Module>(root: string, source: string): Promise<Module> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    const outfile = join(folder, 'bundle.cjs');
    await bundleSource(root, source, outfile);
    return (await import(outfile)) as Module;
  } finally {
    await rm(folder, { recursive: true });
  }
}
