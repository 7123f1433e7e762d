import { existsSync } from 'fs';
import { dirname, join } from 'path';

/**
 * The folder of this package, found from the running file upwards: `lib/` when run from source, `dist/lib/` when
 * published.
 */
export function packageRoot(from: string = __dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) throw new Error(`cdk-esign-webhooks: no package.json above ${from}`);
  }
}
