import { DeleteBucketPolicyCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SigningEvent } from '../../lambda/contracts/signing-event';
import { sha256Hex } from '../../lambda/kit/hash';
import type { SimulatedEnvelope } from '../simulators/kit/provider-simulator';
import type { Emulator } from './harness/emulator/emulator';
import { untilArchived } from './harness/observe/envelope-events';
import { readObject } from './harness/observe/archive-bucket';
import { signEnvelope } from './harness/sample/every-provider';
import { operatorUser } from './harness/sample/operator-user';
import { runCli, type CliRun } from './harness/sample/run-cli';
import { completeArn } from './harness/sample/sample-stack';
import { useSample } from './harness/sample/use-sample';

const endpoint = 'documenso';
const sample = useSample({ endpoints: [{ provider: 'documenso', endpoint }, 'contracts'] });
const title = 'Lease of the windmill';

let folder: string;
let envelope: SimulatedEnvelope;
let archived: SigningEvent;
let reader: Emulator;
let finder: Emulator;
const printed: string[] = [];

/** Makes two users. Each has the permissions of one command at one endpoint, and no others. */
async function makeUsers(): Promise<void> {
  const { clients, stack } = sample();
  const bucket = `arn:aws:s3:::${stack.archiveBucket}`;
  const claims = `arn:aws:s3:::${stack.claimsBucket}`;
  const folders = ['documents', 'webhooks', 'reconciliation'].map((one) => `${bucket}/${one}/${endpoint}/*`);
  const outputs = { [`arn:aws:cloudformation:*:*:stack/${stack.name}/*`]: ['cloudformation:DescribeStacks'] };
  reader = await operatorUser(sample(), 'reads-envelopes', {
    ...outputs,
    [bucket]: ['s3:ListBucketVersions'],
    [claims]: ['s3:ListBucketVersions'],
    ...Object.fromEntries(
      [...folders, `${claims}/${endpoint}/*`].map((one) => [one, ['s3:GetObjectVersion']]),
    ),
    'arn:aws:sqs:*:*:*': ['sqs:GetQueueAttributes', 'sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility'],
    '*': ['logs:FilterLogEvents'],
  });
  finder = await operatorUser(sample(), 'finds-envelopes', {
    ...outputs,
    [bucket]: ['s3:ListBucketVersions'],
    [await completeArn(clients, stack.operatorOutput(endpoint).apiKeySecretArn)]: [
      'secretsmanager:GetSecretValue',
    ],
  });
}

/** Runs a command at the endpoint. */
async function run(user: Emulator, command: string, ...rest: readonly string[]): Promise<CliRun> {
  const result = await runCli(user, command, '--stack', sample().stack.name, '--endpoint', endpoint, ...rest);
  printed.push(result.stdout, result.stderr);
  return result;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'esign-home-'));
  await makeUsers();
  ({ envelope } = await signEnvelope(sample(), endpoint, title));
  archived = await untilArchived(sample(), envelope.id, 60);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Reads a folder's files, by their paths. */
async function filesIn(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (file) => [file.slice(path.length + 1), await readFile(file)] as const),
    ),
  );
}

it('get shows the same by both ids: the events, the bundle and its digest', async () => {
  const number = archived.envelope?.legacyId ?? '';
  const byId = await run(reader, 'get', envelope.id);
  const byNumber = await run(reader, 'get', number);

  for (const { code, stdout, stderr } of [byId, byNumber]) {
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`: archived\n  Title: ${title}\n`);
    for (const { type } of envelope.webhooks()) expect(stdout).toContain(` ${type} `);
    expect(stdout).toContain(`manifest.json: SHA-256 ${archived.archive?.manifest.sha256}`);
  }
  expect(byId.stdout).toContain(`Other id: ${number}\n`);
  expect(byNumber.stdout).toContain(`Other id: ${envelope.id}\n`);
});

it('get --to brings the bundle with the bytes of the provider, and a second run asks for nothing', async () => {
  const to = join(folder, 'home');
  const sha256 = archived.archive?.manifest.sha256 ?? '';
  const first = await run(reader, 'get', envelope.id, '--to', to, '--manifest-sha256', sha256);
  const second = await run(reader, 'get', envelope.id, '--to', to);

  expect(first.code).toBe(0);
  const files = await filesIn(to);
  expect(sha256Hex(files.get('manifest.json') ?? Buffer.of())).toBe(sha256);
  const listed = archived.archive?.files ?? [];
  expect(files.size).toBe(listed.length + 1);
  for (const { key, sha256: digest } of listed) {
    const path = key.split('/').slice(4).join('/');
    expect([path, sha256Hex(files.get(path) ?? Buffer.of())]).toEqual([path, digest]);
  }
  expect(second).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`0 files came, and ${listed.length} were there`) as string,
  });
  expect(await filesIn(to)).toEqual(files);
});

it('find finds the envelope by its title, and says that it is archived', async () => {
  const found = await run(finder, 'find', 'WINDMILL');
  const nothing = await run(finder, 'find', 'no such title');

  expect(found.code).toBe(0);
  expect(found.stdout).toMatch(
    new RegExp(`^${envelope.id} at documenso \\(documenso\\): completed at .*, archived\n`),
  );
  expect(nothing).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/Nothing found in 1 completed envelopes\.\n$/) as string,
  });
});

it('what somebody wrote over or deleted is noticed, and the first version still comes', async () => {
  const { clients, stack } = sample();
  const Bucket = stack.archiveBucket;
  const [executed, other] = archived.archive?.files ?? [];
  await clients.s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  const forged = Buffer.alloc(executed!.size, 'x');
  await clients.s3.send(new PutObjectCommand({ Bucket, Key: executed!.key, Body: forged }));
  await clients.s3.send(new DeleteObjectCommand({ Bucket, Key: other!.key }));
  const to = join(folder, 'after-tampering');

  const { code, stdout } = await run(reader, 'get', envelope.id, '--to', to);

  expect(await readObject(clients, Bucket, executed!.key)).toEqual(forged);
  expect(code).toBe(1);
  expect(stdout.match(/Fault: \S+ was written over or deleted: its first version counts/g)).toHaveLength(2);
  expect(stdout).toContain('The bundle is whole, and each digest is right.');
  const files = await filesIn(to);
  for (const { key, sha256 } of [executed!, other!]) {
    expect(sha256Hex(files.get(key.split('/').slice(4).join('/')) ?? Buffer.of())).toBe(sha256);
  }
});

it('a user of one endpoint gets nothing of another one, and the reason in words', async () => {
  const { clients, stack } = sample();
  const { name, archiveBucket: Bucket } = stack;
  // The local AWS knows no condition on a prefix, so the list is allowed. The object is not.
  const Key = `webhooks/contracts/${envelope.id}/${'a'.repeat(64)}.json`;
  await clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'a record' }));

  const denied = await runCli(
    reader,
    'get',
    envelope.id,
    '--stack',
    name,
    '--endpoint',
    'contracts',
    '--json',
  );
  const unknown = await run(reader, 'get', 'no-such-envelope');

  expect(denied).toMatchObject({ code: 1, stderr: expect.stringContaining('access denied') as string });
  expect(JSON.parse(denied.stdout)).toMatchObject({ envelopes: [] });
  expect(unknown).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('The endpoint "documenso" knows nothing of no-such-envelope') as string,
  });
});

it('prints no secret, and nobody’s e-mail address', () => {
  const all = printed.join('\n');
  const { simulator, proof } = sample().connected(endpoint);
  expect(all.length).toBeGreaterThan(2_000);
  for (const secret of [...Object.values(envelope.secrets()), simulator.apiKey, proof]) {
    expect(all).not.toContain(secret);
  }
  expect(all).not.toMatch(/[\w.]+@[\w.]+/);
});
