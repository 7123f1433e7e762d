import { PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ArchiveJob } from '../../lambda/contracts/archive-job';
import { incompleteBundleSchema } from '../../lambda/contracts/incomplete-bundle';
import type { SigningEvent } from '../../lambda/contracts/signing-event';
import { sha256Hex } from '../../lambda/kit/hash';
import { faultOf } from '../simulators/kit/faults';
import { readObject } from './harness/observe/archive-bucket';
import { eventsAbout, untilArchived } from './harness/observe/envelope-events';
import { readBundle } from './harness/observe/stored-bundle';
import { addEnvironment } from './harness/change/function-environment';
import { reportHarnessChange } from './harness/change/harness-change';
import { messagesIn, setMaxReceiveCount } from './harness/observe/queues';
import { runCli, type CliRun } from './harness/sample/run-cli';
import { readLogs } from './harness/observe/stack-logs';
import { useSample } from './harness/sample/use-sample';
import { waitFor } from './harness/observe/wait-for';

const endpoint = 'contracts';
const sample = useSample({ endpoints: [endpoint] });

/** A body that must not be printed. */
const poison = 'canary-of-a-body';

const printed: string[] = [];

/** Runs a command for the stack. */
async function run(...args: readonly string[]): Promise<CliRun> {
  const { emulator, stack } = sample();
  const [command = '', ...rest] = args;
  const result = await runCli(emulator, command, '--stack', stack.name, ...rest);
  printed.push(result.stdout, result.stderr);
  return result;
}

interface Listed {
  readonly queues: readonly {
    readonly kind: string;
    readonly count: number;
    readonly letters: readonly Readonly<Record<string, unknown>>[];
  }[];
}

const list = async () => JSON.parse((await run('dead-letters', '--json')).stdout) as Listed;

const queueUrl = (kind: 'Intake' | 'Archive', dead: boolean) =>
  sample().stack.queueUrls.find((url) => url.includes(kind) && url.includes('DeadLetter') === dead)!;

const untilDead = (kind: 'Intake' | 'Archive', count: number) =>
  waitFor(async () => (await messagesIn(sample().clients, queueUrl(kind, true))) === count, {
    what: `${count} dead letters of ${kind}`,
    seconds: 90,
  });

/** Makes a job older than 48 hours: the archiver gives up at the next failure. */
function expiredJob(envelopeId: string): ArchiveJob {
  const firstSeenAt = new Date(Date.now() - 49 * 3_600_000).toISOString();
  const completionEventId = 'c'.repeat(64);
  return {
    version: 1,
    provider: 'iinked-sign',
    endpoint,
    envelopeId,
    completionEventId,
    firstSeenAt,
    attempt: 9,
  };
}

async function giveUpOn(envelopeId: string, deadBefore: number): Promise<void> {
  const { clients, simulator } = sample();
  simulator.faults.set('status', faultOf.unauthorized, { times: 1 });
  const MessageBody = JSON.stringify(expiredJob(envelopeId));
  await clients.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl('Archive', false), MessageBody }));
  await untilDead('Archive', deadBefore + 1);
}

describe('a webhook that cannot be published, a job that was given up, and an unknown message', () => {
  let published: string;
  let archived: string;
  let startedAt: number;

  beforeAll(async () => {
    const { clients, stack, simulator, deliver } = sample();
    startedAt = Date.now();
    published = (await simulator.addPackage()).packageId;
    archived = (await simulator.addPackage()).packageId;
    reportHarnessChange('maxReceiveCount 1 on the intake queue');
    await setMaxReceiveCount(clients, queueUrl('Intake', false), 1);
    const publisher = stack.find('AWS::Lambda::Function', 'Publisher');
    const repair = await addEnvironment(clients, publisher, { EVENT_BUS: 'somebody-elses-bus' });
    simulator.complete(published);
    const { status } = await deliver(endpoint, simulator.webhooksOf(published).at(-1)!);
    expect(status).toBe(200);
    // Its archive job, queued before the event, calls the provider too. It must not get the fault for the other envelope.
    await untilArchived(sample(), published);
    await clients.sqs.send(
      new SendMessageCommand({ QueueUrl: queueUrl('Intake', false), MessageBody: poison }),
    );
    await giveUpOn(archived, 0);
    await untilDead('Intake', 2);
    await repair();
  });

  it('are listed with their reasons and facts, without their bodies', async () => {
    const { queues } = await list();

    const [intake, archive] = queues;
    expect(queues).toHaveLength(2);
    expect(intake).toMatchObject({ kind: 'intake', count: 2 });
    expect(intake?.letters).toHaveLength(2);
    const webhook = intake?.letters.find(({ kind }) => kind === 'webhook');
    expect(webhook).toMatchObject({
      endpoint,
      provider: 'iinked-sign',
      event: 'envelope.completed',
      envelopeId: published,
      deliveryId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      tries: 1,
      why: expect.stringMatching(/AccessDenied.*AWS refused a call/) as string,
    });
    expect(Date.parse(String(webhook?.['receivedAt']))).toBeGreaterThan(startedAt - 2_000);
    expect(intake?.letters.find(({ kind }) => kind !== 'webhook')).toMatchObject({
      kind: 'not one of ours',
      tries: 1,
      why: 'intake-message-unreadable: the message is not one of ours, or a newer version wrote it',
    });
    expect(archive).toMatchObject({
      kind: 'archive',
      endpoint,
      count: 1,
      letters: [
        {
          kind: 'archive job',
          endpoint,
          envelopeId: archived,
          tries: 10,
          why: expect.stringMatching(/^unauthorized: the provider's API refused the API key/) as string,
        },
      ],
    });
  });

  it('are not removed or hidden by the list: the next one is the same, also as text', async () => {
    const before = await list();

    const { code, stdout, stderr } = await run('dead-letters');

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^1 × [^]*1 × unauthorized, archive: contracts 1\n/);
    expect(stdout).toContain('intake: 2 messages');
    expect(stdout).toContain(`archive job, endpoint ${endpoint}, envelope ${archived}`);
    expect(stdout).toMatch(/SQS deletes it in 1[34] days/);
    expect(await list()).toEqual(before);
  });

  it('are counted by a dry run, which changes nothing', async () => {
    const before = await list();

    const { code, stdout } = await run('redrive', '--dry-run');

    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `intake: 2 messages would be moved\narchive of ${endpoint}: 1 message would be moved\n`,
    });
    expect(await list()).toEqual(before);
  });

  it('are counted correctly when the limit is smaller than their number', async () => {
    const { stdout } = await run('dead-letters', '--queue', 'intake', '--limit', '1');

    expect(stdout).toContain('intake: 1 of about 2 messages');
  });

  it('are redriven with new message ids: each is moved once, and finished if possible', async () => {
    const { clients, simulator, tap } = sample();
    simulator.complete(archived);
    const ids = (await list()).queues.flatMap(({ letters }) => letters.map(({ messageId }) => messageId));

    const { code, stdout, stderr } = await run('redrive', '--settle', '4', '--for', '2');

    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: `intake: 2 messages moved, 1 came back\narchive of ${endpoint}: 1 message moved, all processed\n`,
    });
    expect(stderr).toMatch(
      /Moving \(0 of 3\)[^]*Moved 3 back\nProcessing[^]*Nothing left to do\nProblem: intake/,
    );
    await untilArchived(sample(), published);
    await untilArchived(sample(), archived);
    const completed = eventsAbout(await tap.read(), published, 'envelope.completed');
    expect(completed).toHaveLength(1);
    expect(await messagesIn(clients, queueUrl('Archive', true))).toBe(0);
    const [left, ...others] = (await list()).queues.flatMap(({ letters }) => letters);
    expect(others).toEqual([]);
    expect(left).toMatchObject({ kind: 'not one of ours', tries: 1 });
    expect(ids).not.toContain(left?.['messageId']);
    const failures = (await readLogs(clients)).filter(({ message }) =>
      message.includes('intake-message-unreadable'),
    );
    expect(failures).toHaveLength(2);
  });
});

describe('a dead letter that nobody can process', () => {
  const selection = ['dead-letters', '--reason', 'intake-message-unreadable', '--drop'];

  it('is removed from its queue after it was written to a file that only its owner can read', async () => {
    const { clients } = sample();
    const file = join(mkdtempSync(join(tmpdir(), 'dropped-')), 'dropped.jsonl');

    const dryRun = await run(...selection);
    const left = await messagesIn(clients, queueUrl('Intake', true));
    const dropped = await run(...selection, '--file', file, '--yes');
    const again = await run(...selection, '--file', file, '--yes');

    expect(dryRun).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 message would be removed') as string,
    });
    expect(left).toBe(1);
    expect(dropped).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 message removed.') as string,
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ queue: 'intake', body: poison });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await messagesIn(clients, queueUrl('Intake', true))).toBe(0);
    expect(again).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing to remove.') as string,
    });
    rmSync(dirname(file), { recursive: true });
  });
});

describe('an envelope whose archiving was given up', () => {
  it('can be archived by its id, also when its job is in no queue', async () => {
    const { clients, simulator } = sample();
    const { packageId } = await simulator.addPackage();
    await giveUpOn(packageId, 0);

    const early = await run('archive', '--endpoint', endpoint, '--envelope', packageId, '--for', '0');
    await clients.sqs.send(new PurgeQueueCommand({ QueueUrl: queueUrl('Archive', true) }));
    simulator.complete(packageId);
    const late = await run('archive', '--endpoint', endpoint, '--envelope', packageId, '--for', '2');

    expect(early.code).toBe(1);
    expect(early.stderr).toContain('A job for this envelope is in the dead-letter queue');
    expect(early.stderr).toContain('Not archived yet');
    expect(late).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        new RegExp(`^Archived: documents/${endpoint}/${packageId}/[0-9a-f]+/ has 5 files\\.\\n$`),
      ) as string,
    });
    expect(late.stderr).not.toContain('dead-letter');
    await untilArchived(sample(), packageId);
  });
});

describe('an envelope of which one file cannot be had for 48 hours', () => {
  let packageId: string;
  let failed: SigningEvent;

  beforeAll(async () => {
    const { clients, simulator, tap } = sample();
    packageId = (await simulator.addPackage()).packageId;
    simulator.complete(packageId);
    simulator.faults.set('master-file', faultOf.html);
    const MessageBody = JSON.stringify(expiredJob(packageId));
    await clients.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl('Archive', false), MessageBody }));
    await untilDead('Archive', 1);
    failed = eventsAbout(await tap.read(), packageId, 'envelope.archive-failed')[0]!;
  });

  it('is announced as failed, with a list of what is there and what is missing', async () => {
    const { clients, stack, tap } = sample();

    const list = await readObject(clients, stack.archiveBucket, failed.incomplete?.key ?? '');
    expect(sha256Hex(list)).toBe(failed.incomplete?.sha256);
    const { files, missing } = incompleteBundleSchema.parse(JSON.parse(list.toString()));
    expect(missing).toEqual([{ role: 'master-file', name: 'master-file.pdf', reason: 'not-a-pdf' }]);
    expect(files).toHaveLength(4);
    for (const { key, sha256 } of files) {
      expect(sha256Hex(await readObject(clients, stack.archiveBucket, key))).toBe(sha256);
    }
    expect(eventsAbout(await tap.read(), packageId, 'envelope.archived')).toEqual([]);
    expect((await run('dead-letters')).stdout).toContain(`some files are there: ${failed.incomplete?.key}`);
  });

  it('is archived as always when the file comes and an operator orders it', async () => {
    const { clients, simulator } = sample();
    simulator.faults.clear();
    await clients.sqs.send(new PurgeQueueCommand({ QueueUrl: queueUrl('Archive', true) }));
    const asked = simulator.requests.length;

    const { code } = await run('archive', '--endpoint', endpoint, '--envelope', packageId, '--for', '2');

    expect(code).toBe(0);
    const bundle = await readBundle(sample(), await untilArchived(sample(), packageId));
    expect(bundle.faults).toEqual([]);
    expect(bundle.files).toHaveLength(5);
    expect(simulator.requests.slice(asked).map(({ route }) => route)).not.toContain('executed');
  });
});

it.each([
  [
    'an endpoint',
    ['dead-letters', '--endpoint', 'other'],
    'There is no endpoint "other" in the stack: it has "contracts".',
  ],
  [
    'a construct',
    ['redrive', '--construct', 'Other'],
    'There is no construct "Other" in the stack: it has "Signing".',
  ],
])('%s that the stack does not have is reported with those that it has', async (_what, args, line) => {
  expect(await run(...args)).toEqual({ code: 1, stdout: '', stderr: `${line}\n` });
});

it('prints no secret and no body', () => {
  const { connected } = sample();
  const { proof, simulator } = connected(endpoint);

  const all = printed.join('\n');

  expect(printed.length).toBeGreaterThan(20);
  for (const secret of [proof, simulator.apiKey, poison]) expect(all).not.toContain(secret);
});
