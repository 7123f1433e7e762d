import { build } from 'esbuild';
import { join } from 'node:path';
import { projectRoot } from './project-root';

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
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'error',
    alias: hasShortCredentials
      ? { '@aws-sdk/credential-provider-node': join(projectRoot, 'lambda', 'aws', 'default-credentials.ts') }
      : {},
  });
  return outfile;
}
