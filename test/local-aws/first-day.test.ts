import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isKnownSigningEvent, parseSigningEvent, type EnvelopeArchivedEvent } from '../../events';
import { sha256Hex } from '../../lambda/kit/hash';
import { triggerableTypes } from '../../lambda/providers/test-webhook';
import type { KingsignSimulator } from '../simulators/kingsign/simulator';
import { untilArchived } from './harness/observe/envelope-events';
import { localProgram } from './harness/observe/local-program';
import { untilIdle } from './harness/observe/queues';
import { waitFor } from './harness/observe/wait-for';
import { projectRoot } from './harness/project-root';
import { everyProvider, signEnvelope } from './harness/sample/every-provider';
import { runCli, type CliRun } from './harness/sample/run-cli';
import { readSecret } from './harness/sample/sample-stack';
import { startCli, type RunningCli } from './harness/sample/start-cli';
import { useSample } from './harness/sample/use-sample';
import { mapConcurrently } from './harness/send/map-concurrently';
import { runPasses } from './harness/send/start-pass';

const sample = useSample({ endpoints: everyProvider, lambdaQuota: 100 });
const endpoints = everyProvider.map(({ endpoint }) => endpoint);

/** What a team sees on its first day: each command, and what it printed. */
const transcript: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'first-day-'));
let listener: RunningCli;

beforeAll(() => {
  const { simulators } = sample();
  // The provider's public code shows its list to anybody, and `doctor` rightly objects.
  (simulators.of('kingsign') as KingsignSimulator).integrations.needsKey = true;
});

afterAll(() => {
  listener.kill('SIGKILL');
  rmSync(folder, { recursive: true });
  const reports = join(projectRoot, 'reports');
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, 'first-day.txt'), transcript.join('\n'));
});

/** Runs a command, and notes it. Its progress is left out. */
async function run(command: string, ...args: readonly string[]): Promise<CliRun> {
  const { emulator, stack } = sample();
  const result = await runCli(emulator, command, '--stack', stack.name, ...args);
  const { stdout, stderr, code } = result;
  const problems = stderr.replace(/^.* \(\d+ of \d+\)\n|^All .*\n/gm, '');
  transcript.push(
    `$ cdk-esign-webhooks ${[command, ...args].join(' ')}`,
    problems + stdout,
    `(exit code ${code})\n`,
  );
  return { ...result, stderr: problems };
}

/** A consumer that is typed: it keeps what is archived, and leaves every other event. */
async function startConsumer() {
  const archived: EnvelopeArchivedEvent[] = [];
  const seen = new Set<string>();
  const port = await localProgram(sample(), (body) => {
    const event = parseSigningEvent(body);
    seen.add(event.id);
    if (isKnownSigningEvent(event) && event.type === 'envelope.archived') archived.push(event);
  });
  return { archived, seen, address: `http://localhost:${port}/events` };
}

interface TriggerAnswer {
  readonly envelopeId: string;
  readonly published: { readonly eventId: string };
}

let consumer: Awaited<ReturnType<typeof startConsumer>>;

test('the address is registered at each provider that has an API for it', async () => {
  // Only a template shows which workspace a key is of. An envelope brings one.
  await sample().simulators.of('kingsign').addEnvelope();
  for (const endpoint of ['sign-plus', 'kingsign'])
    expect(await run('register', '--endpoint', endpoint)).toMatchObject({ code: 0, stderr: '' });
  expect(await run('register', '--endpoint', 'iinked-sign', '--overwrite')).toMatchObject({ code: 0 });
});

test('doctor finds nothing wrong', async () => {
  await runPasses(sample(), 'full', endpoints);

  const { code, stdout } = await run('doctor');

  expect(stdout).not.toMatch(/[✗!]/);
  expect(code).toBe(0);
});

test('listen shows every test event of every endpoint, and the typed consumer gets it', async () => {
  consumer = await startConsumer();
  const { clients, emulator, stack } = sample();
  listener = startCli(emulator, 'listen', '--stack', stack.name, '--json', '--forward-to', consumer.address);
  await listener.until('stderr', /Press Ctrl-C to end/);
  const asked = everyProvider.flatMap(({ provider, endpoint }) =>
    triggerableTypes(provider as Parameters<typeof triggerableTypes>[0]).map((type) => ({ endpoint, type })),
  );

  const runs = await mapConcurrently(asked, 3, async ({ endpoint, type }) => {
    const { stdout, code } = await run('trigger', type, '--endpoint', endpoint, '--json');
    return { endpoint, type, code, answer: JSON.parse(stdout) as TriggerAnswer };
  });
  await untilIdle(clients, stack, { seconds: 60 });

  expect(runs.map(({ code }) => code)).toEqual(asked.map(() => 0));
  const ids = runs.map(({ answer }) => answer.published.eventId);
  await waitFor(() => ids.every((id) => consumer.seen.has(id)), {
    what: 'every event at the consumer',
    seconds: 30,
  });
  expect(ids.filter((id) => !listener.stdout().includes(id))).toEqual([]);
  expect(consumer.archived.every(({ test }) => test === true)).toBe(true);
  const sampled = runs.find(({ endpoint, type }) => endpoint === 'sign-plus' && type === 'envelope.archived');
  const shown = await run('get', sampled!.answer.envelopeId, '--to', join(folder, 'sample'));
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toContain('envelope.completed');
});

test('get brings home what the event announced, digest by digest', async () => {
  const { envelope } = await signEnvelope(sample(), 'documenso', 'Lease 7');
  await untilArchived(sample(), envelope.id, 60);
  const own = () => consumer.archived.find((event) => event.envelope.id === envelope.id);
  await waitFor(() => own() !== undefined, { what: 'the archived event at the consumer', seconds: 30 });
  const { archive } = own()!;

  const home = join(folder, 'lease-7');
  const sum = archive.manifest.sha256;
  const brought = await run('get', envelope.id, '--to', home, '--manifest-sha256', sum);

  expect(brought).toMatchObject({ code: 0, stderr: '' });
  const prefix = archive.manifest.key.replace(/manifest\.json$/, '');
  for (const { key, sha256 } of archive.files ?? [])
    expect(sha256Hex(await readFile(join(home, key.slice(prefix.length))))).toBe(sha256);
  expect(archive.files?.length).toBeGreaterThan(0);
  listener.kill('SIGINT');
  expect(await listener.ended).toBe(0);
});

test('nothing that the commands printed has a secret', async () => {
  const { clients, stack } = sample();
  for (const endpoint of endpoints) {
    const { webhookSecretArn, apiKeySecretArn = '' } = stack.operatorOutput(endpoint);
    for (const arn of [webhookSecretArn, apiKeySecretArn]) {
      const value = await readSecret(clients, arn);
      expect(value.length).toBeGreaterThan(8);
      expect([...transcript, listener.stdout(), listener.stderr()].join('\n')).not.toContain(value);
    }
  }
});
