// Compares the templates of two revisions: `node scripts/compare-templates.mjs <before> [<after>]`. Without `<after>` it
// uses the working tree. It synthesizes the sample app (three configurations) and each example.
//
// Prints each difference except asset hashes and descriptions. The exit code is 1 if there is a difference.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const allProviders = [
  { provider: 'iinked-sign', apiUrl: 'SANDBOX_US' },
  { provider: 'sign-plus' },
  { provider: 'documenso' },
  { provider: 'kingsign', apiUrl: 'https://sign.example.com' },
];

/** Values of the sample app's context key `esign`. The first one is the value in cdk.json. */
const sampleApps = [
  undefined,
  {
    endpoints: allProviders,
    removalPolicy: 'destroy',
    alarmTopicArn: 'arn:aws:sns:us-east-1:123456789012:on-call',
  },
  { endpoints: [{ provider: 'documenso', endpoint: 'leases', archive: false }], archiveConcurrency: 3 },
];

/** Keys whose text may differ. */
const ignoredKeys = new Set(['Description', 'AlarmDescription', 'aws:asset:path']);

const [before, after] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'compare-templates-'));
try {
  process.exitCode = main() === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
  run('git', ['worktree', 'prune'], root);
}

function main() {
  if (!before) throw new Error('Give the revision to compare with.');
  const old = synthesizeAll(checkOut(before), 'before');
  const current = synthesizeAll(after ? checkOut(after) : root, 'after');
  const names = [...new Set([...old.keys(), ...current.keys()])].sort();
  const differences = names.flatMap((name) => compare(name, old.get(name), current.get(name)));
  for (const difference of differences) console.log(difference);
  console.log(`${names.length} templates compared, ${differences.length} differences`);
  return differences.length;
}

function checkOut(revision) {
  const checkout = join(folder, revision.replaceAll('/', '-'));
  run('git', ['worktree', 'add', '--detach', checkout, revision], root);
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  return checkout;
}

/** Synthesizes all apps of a checkout and returns their templates by name. */
function synthesizeAll(checkout, side) {
  run('node', ['scripts/bundle.mjs'], checkout);
  const samples = sampleApps.map((esign, index) => ({
    name: `sample-${index + 1}`,
    app: 'bin/app.ts',
    esign,
  }));
  const examples = readdirSync(join(checkout, 'examples'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name, app: join('examples', name) }));
  return new Map(
    [...samples, ...examples].flatMap((app) => synthesize(app, checkout, join(folder, side, app.name))),
  );
}

function synthesize({ name, app, esign }, checkout, out) {
  const context = esign ? ['--context', `esign=${JSON.stringify(esign)}`] : [];
  run(
    'cdk',
    ['synth', '--quiet', '--app', `tsx ${app}`, '--build', 'true', '--output', out, ...context],
    checkout,
  );
  return readdirSync(out)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => [`${name}: ${file}`, withoutIgnored(JSON.parse(readFileSync(join(out, file), 'utf8')))]);
}

function withoutIgnored(value) {
  if (typeof value === 'string') return value.replaceAll(/[0-9a-f]{64}/g, '<hash>');
  if (Array.isArray(value)) return value.map(withoutIgnored);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, inner]) => !(ignoredKeys.has(key) && typeof inner === 'string'),
  );
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutIgnored(inner)]));
}

function compare(path, old, current) {
  if (JSON.stringify(old) === JSON.stringify(current)) return [];
  const isNode = (value) => typeof value === 'object' && value !== null;
  if (!isNode(old) || !isNode(current))
    return [`${path}: ${JSON.stringify(old)} -> ${JSON.stringify(current)}`];
  const keys = new Set([...Object.keys(old), ...Object.keys(current)]);
  const inside = [...keys].flatMap((key) => compare(`${path}/${key}`, old[key], current[key]));
  return inside.length > 0 ? inside : [`${path}: other order`];
}

function run(command, args, cwd) {
  const env = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` };
  const { status, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`);
}
