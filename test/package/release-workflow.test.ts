import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ensureVenv } from '../local-aws/harness/emulator/python-venv';
import { root } from './packed';

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly env?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(root, '.github', 'workflows');
const files = readdirSync(folder).sort();
const text = (file: string) => readFileSync(join(folder, file), 'utf8');
const workflow = (file: string) => parse(text(file)) as Workflow;
const release = workflow('release.yml');
const jobs = Object.entries(release.jobs);
const publishers = jobs.filter(([name]) => name.startsWith('publish-'));
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** All jobs that end before a job begins. */
function before(name: string): readonly string[] {
  const needs = [release.jobs[name]!.needs ?? []].flat();
  return [...needs, ...needs.flatMap(before)];
}

test('there are two workflows, and zizmor finds no hole in them', async () => {
  const bin = await ensureVenv({ requirements: join(root, 'requirements-release.txt') });

  expect(files).toEqual(['ci.yml', 'release.yml']);
  // It fails if it finds something.
  execFileSync(join(bin, 'zizmor'), ['--offline', '--no-progress', '--quiet', folder], { stdio: 'pipe' });
});

describe.each(files)('%s', (file) => {
  const all = Object.values(workflow(file).jobs);
  const steps = all.flatMap((job) => job.steps);

  test('uses each action by the digest of its commit, with its version beside it', () => {
    const uses = text(file).match(/uses:.*/g)!;

    expect(uses.length).toBeGreaterThan(2);
    for (const use of uses) expect(use).toMatch(/^uses: [\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('gives no permission to all jobs, and ends each job that hangs', () => {
    expect(workflow(file).permissions).toEqual({});
    expect(workflow(file).env).toBeUndefined();
    for (const job of all) {
      expect(job.permissions).toBeDefined();
      expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
    }
  });

  test('puts nothing into a shell command that another person can choose', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });

  test('leaves no token behind in a checkout', () => {
    for (const step of steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@')))
      expect(step.with).toMatchObject({ 'persist-credentials': false });
  });

  test('calls scripts that exist', () => {
    const called = steps.flatMap(({ run = '' }) => [...run.matchAll(/npm run (?:--silent )?([\w:]+)/g)]);

    for (const [, script] of called) expect(Object.keys(scripts)).toContain(script);
  });
});

describe('the release', () => {
  test('begins only with a tag of a version', () => {
    expect(release.on).toEqual({ push: { tags: ['v*'] } });
  });

  test('gives each job the permissions that it needs, and the identity to publishers only', () => {
    const read = { contents: 'read' };
    const identity = { 'id-token': 'write' };

    expect(Object.fromEntries(jobs.map(([name, { permissions }]) => [name, permissions]))).toEqual({
      verify: read,
      pack: read,
      // publib has its lock file in the repository.
      'publish-npm': { ...read, ...identity },
      'publish-pypi': identity,
      'publish-maven': read,
      'publish-nuget': identity,
      'publish-go': read,
      announce: { contents: 'write' },
    });
  });

  test('verifies and tests first, packs once, publishes on npm before the others, and announces last', () => {
    expect(before('pack')).toEqual(['verify']);
    expect(before('publish-npm')).toEqual(['pack', 'verify']);
    for (const [name] of publishers.filter(([publisher]) => publisher !== 'publish-npm'))
      expect(before(name)).toEqual(['publish-npm', 'pack', 'verify']);
    expect(new Set(before('announce'))).toEqual(
      new Set(jobs.map(([name]) => name).filter((name) => name !== 'announce')),
    );
  });

  test('checks that the tag is on main and is the version, before it runs the tests', () => {
    const runs = release.jobs.verify!.steps.flatMap(({ run }) => run ?? []);

    expect(runs).toEqual([
      'git merge-base --is-ancestor HEAD origin/main',
      'npm run release:verify -- "$GITHUB_REF_NAME"',
      '.ci/run',
    ]);
  });

  test('packs by the scripts of package.json: release-packages.test.ts runs the last one', () => {
    const runs = release.jobs.pack!.steps.flatMap(({ run }) => run ?? []);

    expect(runs.slice(1)).toEqual([
      'npm ci',
      'npm run build',
      'npm run samples',
      'npm run release:pack -- dist/release',
    ]);
    expect(scripts['release:pack']).toContain('scripts/release/pack-release.ts');
  });

  test.each(publishers)('%s has an environment of its own, and checks what it publishes', (name, job) => {
    const runs = job.steps.flatMap(({ run }) => run ?? []);

    expect(publishers.filter(([, { environment }]) => environment === job.environment)).toHaveLength(1);
    expect(job.environment).toBeTruthy();
    expect(runs[0]).toBe('sha256sum --check SHA256SUMS');
    // Code of the project, or of its other packages, never runs beside a credential.
    expect(
      runs.filter((run) => /npm (run|test|install)|npx|\.ci\/|npm ci(?! --ignore-scripts$)/.test(run)),
    ).toEqual([]);
    expect(name).toBe(`publish-${{ 'maven-central': 'maven' }[job.environment!] ?? job.environment}`);
  });

  test('names a secret only in the step that needs it', () => {
    const secret = /secrets\.\w+|github\.token|steps\.\w+\.outputs\.\w+/g;
    const found = jobs.flatMap(([name, job]) =>
      job.steps.flatMap((step) => {
        const names = JSON.stringify(step).match(secret);
        return names ? [`${name}, ${step.name}: ${names.join(' ')}`] : [];
      }),
    );

    expect(found).toEqual([
      'publish-maven, Sign and publish: secrets.MAVEN_USERNAME secrets.MAVEN_PASSWORD ' +
        'secrets.MAVEN_GPG_PRIVATE_KEY secrets.MAVEN_GPG_PRIVATE_KEY_PASSPHRASE',
      'publish-nuget, Publish: steps.login.outputs.NUGET_API_KEY',
      'publish-go, Get a token for one hour and one repository: secrets.GO_APP_PRIVATE_KEY',
      'publish-go, Push the module and its tag: steps.token.outputs.token',
      'announce, Make it, unless an earlier run did: github.token',
    ]);
    expect(text('release.yml').match(/secrets\./g)).toHaveLength(5);
  });

  test('has the options to skip what a registry has; publishers.test.ts tries npm and Go', () => {
    const steps = publishers.flatMap(([, job]) => job.steps);

    for (const step of steps.filter(({ uses = '' }) => uses.startsWith('pypa/')))
      expect(step.with).toMatchObject({ 'skip-existing': true });
    expect(steps.find(({ run = '' }) => run.startsWith('dotnet nuget push'))?.run).toContain(
      '--skip-duplicate',
    );
    expect(steps.filter(({ run = '' }) => /\/publib-(npm|maven|golang) /.test(run))).toHaveLength(3);
  });
});
