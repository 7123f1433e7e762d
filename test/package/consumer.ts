import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The compiler options of a new CDK project. */
const compilerOptions = {
  target: 'ES2022',
  module: 'node16',
  lib: ['ES2022'],
  types: [],
  strict: true,
  skipLibCheck: true,
};

/** Makes a user's project in its own folder, and installs the package from its tarball. */
export function makeConsumer(tarball: string, dependencies: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'consumer-'));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      private: true,
      dependencies: { ...dependencies, 'cdk-esign-webhooks': `file:${tarball}` },
    }),
  );
  execFileSync(
    'npm',
    [
      'install',
      '--prefer-offline',
      // A download that stalls is tried again after a minute instead of five.
      '--fetch-timeout=60000',
      '--no-audit',
      '--no-fund',
      '--no-package-lock',
      '--ignore-scripts',
      '--strict-peer-deps',
    ],
    { cwd: folder, stdio: 'pipe', env: cleanEnvironment() },
  );
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['app.ts'] }));
  copyFileSync(join(__dirname, 'consumer-app.ts'), join(folder, 'app.ts'));
  return folder;
}

/** Runs a program in the user's project, without any setting or path of this project. */
export function run(folder: string, command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    env: cleanEnvironment(),
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** Returns the environment without the variables that npm and jest set. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  const settings = Object.entries(process.env).filter(([name]) =>
    /^npm_config_(registry|cafile|userconfig)$|_proxy$/i.test(name),
  );
  return { PATH, HOME, ...Object.fromEntries(settings) };
}
