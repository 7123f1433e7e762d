import { build } from 'esbuild';
import { join } from 'node:path';
import { projectRoot } from './project-root';
import { bundleFlags } from './bundle-flags';

/** How the credentials get into an anchor. */
export interface AnchorOptions {
  /** With the short credentials of this project's functions, instead of the SDK's whole chain. */
  readonly hasShortCredentials?: boolean;
}

/** Bundles a function of `bench/anchors` as this project's functions are bundled. Returns the file. */
export async function bundleAnchor(
  name: string,
  folder: string,
  { hasShortCredentials = false }: AnchorOptions = {},
): Promise<string> {
  const outfile = join(folder, `${name}${hasShortCredentials ? '-short' : ''}.cjs`);
  await build({
    entryPoints: [join(projectRoot, 'bench', 'anchors', `${name}.ts`)],
    outfile,
    ...bundleFlags,
    alias: hasShortCredentials
      ? { '@aws-sdk/credential-provider-node': join(projectRoot, 'lambda', 'aws', 'default-credentials.ts') }
      : {},
  });
  return outfile;
}
