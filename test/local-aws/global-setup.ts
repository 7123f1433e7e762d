import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './harness/project-root';
import { ensureVenv } from './harness/emulator/python-venv';

/** Once before all end-to-end tests: the bundles are of the sources as they are now, the Python tools are there. */
export default async function globalSetup(): Promise<void> {
  execFileSync(process.execPath, [join(projectRoot, 'scripts', 'bundle.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await ensureVenv();
}
