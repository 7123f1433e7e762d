import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './harness/project-root';
import { ensureVenv } from './harness/emulator/python-venv';

/** Runs once before all end-to-end tests: builds the Lambda assets and installs the Python tools. */
export default async function globalSetup(): Promise<void> {
  execFileSync(process.execPath, [join(projectRoot, 'scripts', 'bundle.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await ensureVenv();
}
