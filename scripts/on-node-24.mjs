// Runs a command on the project's own Node 24: `node scripts/on-node-24.mjs <command> [arguments]`.
//
// Lambda runs Node 24, but the machine may have another version. The npm package `node` puts 24 into node_modules/.bin.
// The script has no dependencies, because it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };

main();

function main() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    fail(`Install Node 20 or newer first; this is ${process.version}.`);
  if (!isInstalled()) install();
  requireNode24();
  run(process.argv.slice(2));
}

/** Returns whether the installed packages match the lock file. npm writes `.package-lock.json` last. */
function isInstalled() {
  const changedAt = (...path) => statSync(join(root, ...path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return changedAt('node_modules', '.package-lock.json') >= changedAt('package-lock.json');
}

function install() {
  console.log('Installing what package-lock.json lists (npm ci) ...');
  const { status } = spawnSync('npm', ['ci', '--loglevel=error'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) fail('npm ci failed: its own message is above.');
}

function requireNode24() {
  const { stdout } = spawnSync(join(bin, 'node'), ['--version'], { encoding: 'utf8' });
  if (stdout?.startsWith('v24.')) return;
  fail(
    `Node 24 is not in node_modules/.bin (found ${stdout?.trim() || 'none'}): the npm package "node" did not run its install script. ` +
      'npm 12 and newer run it only where package.json allows it ("allowScripts"). Remove node_modules and try again.',
  );
}

function run([command, ...args]) {
  const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' });
  // A terminal sends Ctrl-C to the child too, but `kill` does not. The child decides when it exits.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${command} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
