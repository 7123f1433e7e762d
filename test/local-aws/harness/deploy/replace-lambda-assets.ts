import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../project-root';

/** Replaces the Lambda assets of an assembly, which are those of `dist/lambda`, by the files of `<folder>/<function>`. */
export async function replaceLambdaAssets(assembly: string, folder: string): Promise<void> {
  const assets = (await readdir(assembly)).filter((file) => file.startsWith('asset.'));
  for (const name of await readdir(folder)) {
    const shipped = await readFile(join(projectRoot, 'dist', 'lambda', name, 'index.js'));
    const asset = await findAsset(assembly, assets, shipped);
    if (!asset) throw new Error(`The assembly has no asset of the function ${name}`);
    await cp(join(folder, name), join(assembly, asset), { recursive: true });
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
