import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { name, version } from '../../package.json';
import { root } from './packed';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'npx-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs npx in a folder. Its cache is new in each test. */
function npx(
  cwd: string,
  registry: string,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    npm_config_cache: join(folder, 'cache'),
    npm_config_registry: registry,
    npm_config_audit: 'false',
    npm_config_fetch_retries: '0',
    npm_config_update_notifier: 'false',
  };
  return new Promise((resolve) => {
    const child = execFile('npx', args, { cwd, env }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

/** Nothing listens there: whatever asks the registry fails. */
const noRegistry = 'http://127.0.0.1:9';

describe('in a clone', () => {
  let clone: string;

  beforeEach(() => {
    clone = join(folder, 'clone');
    mkdirSync(clone);
    for (const path of ['package.json', 'bin'])
      cpSync(join(root, path), join(clone, path), { recursive: true });
  });

  const run = () => npx(clone, noRegistry, '--no-install', name, '--version');
  const build = () => cpSync(join(root, 'dist', 'cli'), join(clone, 'dist', 'cli'), { recursive: true });

  it('npx says before the build what to do, and finds the command after it', async () => {
    expect(await run()).toEqual({
      code: 1,
      stdout: '',
      stderr: 'This clone is not built yet. Run `npm ci`, then `npm run build`, then the command again.\n',
    });

    build();

    expect(await run()).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('npx finds the command if the build comes first, and passes its options on', async () => {
    build();

    expect(await run()).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    expect((await npx(clone, noRegistry, '--no-install', name, '--help')).stdout).toContain(
      'Usage: cdk-esign-webhooks',
    );
  });
});

/** A registry where a stranger has registered the package's name. Records which files are asked for. */
async function strangersRegistry() {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, answer) => {
    asked.push(url);
    if (url !== `/${name}`) return void answer.writeHead(404).end();
    const { port } = server.address() as AddressInfo;
    const dist = { tarball: `http://127.0.0.1:${port}/stranger.tgz` };
    const versions = { '9.9.9': { name, version: '9.9.9', bin: { [name]: 'steal.js' }, dist } };
    answer.setHeader('content-type', 'application/json');
    answer.end(JSON.stringify({ name, 'dist-tags': { latest: '9.9.9' }, versions }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, close: () => server.close() };
}

describe('in a folder where the package is not installed', () => {
  it.each([
    ['--no-install', 'does not fetch', []],
    // This is what the flag prevents. Without this row, the test could not fail.
    ['--yes', 'fetches', ['/stranger.tgz']],
  ])('npx %s %s a package of this name from the registry', async (flag, _, fetched) => {
    const registry = await strangersRegistry();
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'package.json'), '{}');

    const { code, stdout } = await npx(elsewhere, registry.url, flag, name, 'addresses', '--stack', 'X');
    registry.close();

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect([...new Set(registry.asked.filter((path) => path.endsWith('.tgz')))]).toEqual(fetched);
  });
});
