import { readFileSync } from 'fs';
import { join } from 'path';
import { packageRoot } from './lambda-asset';

/** Returns the version of this package. */
export function packageVersion(): string {
  const manifest = readFileSync(join(packageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}
