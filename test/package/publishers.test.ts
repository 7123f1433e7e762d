import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startFakeNpmRegistry } from './fake-npm-registry';
import { root } from './packed';

const place = mkdtempSync(join(tmpdir(), 'publishers-'));
const publishers = join(place, 'publishers');

// What the jobs of the workflow do before they publish.
beforeAll(() => {
  cpSync(join(root, 'scripts', 'release', 'publishers'), publishers, { recursive: true });
  execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: publishers, stdio: 'pipe' });
});

afterAll(() => {
  rmSync(place, { recursive: true });
});

/** Runs a publisher, and returns what it printed. It must end well. */
async function publish(
  program: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const { stdout } = await promisify(execFile)(
    join(publishers, 'node_modules', '.bin', program),
    [join(place, folder)],
    // The publisher for npm writes its token into the home folder.
    { cwd: place, env: { ...process.env, HOME: place, ...env } },
  );
  return stdout;
}

test('a version that npm has is skipped, so the job can run again', async () => {
  mkdirSync(join(place, 'js'));
  mkdirSync(join(place, 'small'));
  writeFileSync(join(place, 'small', 'package.json'), JSON.stringify({ name: 'small', version: '1.2.3' }));
  execFileSync('npm', ['pack', '--pack-destination', join(place, 'js')], {
    cwd: join(place, 'small'),
    stdio: 'pipe',
  });
  const registry = await startFakeNpmRegistry();
  const env = {
    NPM_TOKEN: 'token',
    NPM_REGISTRY: registry.host,
    DISABLE_HTTPS: '1',
    NPM_ACCESS_LEVEL: 'public',
  };

  await publish('publib-npm', 'js', env);
  const again = await publish('publib-npm', 'js', env);

  registry.close();
  expect(again).toContain('SKIPPING: already published');
  expect(registry.published).toEqual(['small@1.2.3']);
});

test('the Go module is pushed with the tag that Go looks for, once', async () => {
  const repository = join(place, 'go-repository.git');
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: place, encoding: 'utf8' }).trim();
  git('init', '--quiet', '--bare', '--initial-branch', 'main', repository);
  const module = join(place, 'go', 'cdkesignwebhooks');
  mkdirSync(module, { recursive: true });
  const name = 'github.com/cdk-esign-webhooks/cdk-esign-webhooks-go/cdkesignwebhooks';
  writeFileSync(join(module, 'go.mod'), `module ${name}\n\ngo 1.25\n`);
  writeFileSync(join(module, 'version'), '1.2.3');
  const env = {
    GITHUB_TOKEN: 'token',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_USER_NAME: 'release',
    GIT_USER_EMAIL: 'release@example.com',
    // The repository on this machine stands for the one on GitHub.
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `url.${repository}.insteadOf`,
    GIT_CONFIG_VALUE_0: 'https://token@github.com/cdk-esign-webhooks/cdk-esign-webhooks-go.git',
  };

  await publish('publib-golang', 'go', env);
  const again = await publish('publib-golang', 'go', env);

  expect(again).toContain('No changes. Skipping release');
  expect(git('-C', repository, 'tag', '--list')).toBe('cdkesignwebhooks/v1.2.3');
  expect(git('-C', repository, 'log', '--format=%s', 'main')).toBe('chore(release): v1.2.3');
  expect(git('-C', repository, 'show', 'cdkesignwebhooks/v1.2.3:cdkesignwebhooks/go.mod')).toContain(name);
});
