import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../packed';

const folder = join(root, '.local-aws', 'zsh');
const unpacked = join(folder, 'unpacked', 'bin', 'zsh-static');

/** Finds zsh on this machine, or in Debian's package, which it unpacks without root. Throws if there is no way to get one. */
export function findZsh(): string {
  const installed = spawnSync('sh', ['-c', 'command -v zsh'], { encoding: 'utf8' }).stdout.trim();
  if (installed) return installed;
  if (!existsSync(unpacked)) download();
  return unpacked;
}

/** The first download uses the machine's list of packages. A fresh machine may have none, or an old one. */
function download(): void {
  const own = ['-o', `Dir::State=${join(folder, 'state')}`, '-o', `Dir::Cache=${join(folder, 'cache')}`];
  for (const path of ['state/lists/partial', 'cache/archives/partial'])
    mkdirSync(join(folder, path), { recursive: true });
  const run = (program: string, ...args: readonly string[]) =>
    execFileSync(program, args, { cwd: folder, stdio: 'pipe', timeout: 120_000 });
  try {
    run('apt-get', 'download', 'zsh-static');
  } catch {
    run('apt-get', ...own, '-o', 'Dir::State::status=/var/lib/dpkg/status', 'update');
    run('apt-get', ...own, '-o', 'Dir::State::status=/var/lib/dpkg/status', 'download', 'zsh-static');
  }
  const [archive = ''] = globSync('zsh-static_*.deb', { cwd: folder });
  run('dpkg', '-x', archive, join(folder, 'unpacked'));
}
