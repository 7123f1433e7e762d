import { copyFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../project-root';

/** Puts other Lambda bundles, `<folder>/<room>/index.js`, into an assembly in place of those of `dist/lambda`. */
export async function replaceLambdaAssets(assembly: string, folder: string): Promise<void> {
  const assets = (await readdir(assembly)).filter((name) => name.startsWith('asset.'));
  for (const room of await readdir(folder)) {
    const shipped = await readFile(join(projectRoot, 'dist', 'lambda', room, 'index.js'));
    const asset = await findAsset(assembly, assets, shipped);
    if (!asset) throw new Error(`The assembly has no asset with the bundle of ${room}`);
    await copyFile(join(folder, room, 'index.js'), join(assembly, asset, 'index.js'));
  }
}

async function findAsset(
  assembly: string,
  assets: readonly string[],
  content: Buffer,
): Promise<string | undefined> {
  for (const asset of assets) {
    const found = await readFile(join(assembly, asset, 'index.js')).catch(() => undefined);
    if (found?.equals(content)) return asset;
  }
  return undefined;
}
