import type { BuildOptions } from 'esbuild';

/** The flags with which `scripts/bundle.mjs` bundles a Lambda asset, as far as they change the code. */
export const bundleFlags = {
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node24',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'error',
} satisfies BuildOptions;
