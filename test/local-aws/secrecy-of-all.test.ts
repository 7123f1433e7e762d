import { PutObjectCommand } from '@aws-sdk/client-s3';
import { everyProvider, signEnvelope } from './harness/sample/every-provider';
import { untilArchived } from './harness/observe/envelope-events';
import { listKeys, readObject } from './harness/observe/archive-bucket';
import { findLeaks, type Place } from './harness/observe/find-leaks';
import { untilIdle } from './harness/observe/queues';
import { useSample } from './harness/sample/use-sample';
import { reconcileSince, runPasses } from './harness/send/start-pass';

const sample = useSample({ endpoints: everyProvider });

const everywhere: readonly Place[] = ['logs', 'events', 'objects', 'queues', 'configuration'];

/** Our secrets, which must be nowhere. */
const ours: Record<string, string> = {};
/** The providers' secrets, which may only be in the records: they are the evidence. */
const theirs: Record<string, string> = {};
/** What the providers' lists say about envelopes of which no webhook came: it may be nowhere, for there is no record. */
const listed: Record<string, string> = {};

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 60 * 60 * 1_000);

/** Lets a pass find an envelope at each provider. */
async function findByPass() {
  const names = everyProvider.map(({ endpoint }) => endpoint);
  await reconcileSince(sample(), names, hoursAgo(240));
  const found: string[] = [];
  for (const endpoint of names) {
    const { simulator } = sample().connected(endpoint);
    const envelope = await simulator.addEnvelope({ createdAt: hoursAgo(20) });
    envelope.complete(hoursAgo(3));
    const secrets = Object.entries(envelope.secrets());
    const signers = envelope.webhooks().flatMap(({ recipient }) => recipient?.email ?? []);
    for (const [name, secret] of secrets) listed[`${endpoint}: ${name}`] = secret;
    for (const [index, email] of signers.entries()) listed[`${endpoint}: signer ${index}`] = email;
    found.push(envelope.id);
  }
  await runPasses(sample(), 'full', names);
  for (const id of found) await untilArchived(sample(), id, 60);
}

// A complete envelope at each provider, with forgeries, and another one that a pass finds.
beforeAll(async () => {
  const { connected, post, clients, stack } = sample();
  for (const { endpoint } of everyProvider) {
    const { envelope } = await signEnvelope(sample(), endpoint);
    const { target, proof, simulator } = connected(endpoint);
    const guess = `canary-of-a-guess-at-${endpoint}`;
    const forged = target.secret ? { secret: guess } : { url: target.url.replace(/[^/]+$/, guess) };
    await post(endpoint, envelope.webhooks()[0]!, forged);
    await untilArchived(sample(), envelope.id, 60);
    Object.assign(ours, {
      [`${endpoint}: what proves its webhooks`]: proof,
      [`${endpoint}: its API key`]: simulator.apiKey,
      [`${endpoint}: a forger's guess`]: guess,
    });
    for (const [name, secret] of Object.entries(envelope.secrets())) theirs[`${endpoint}: ${name}`] = secret;
  }
  await findByPass();
  await untilIdle(clients, stack);
});

it('no secret, token, key or guess of ours is anywhere', async () => {
  expect(Object.keys(ours)).toHaveLength(12);
  expect(await findLeaks(sample(), ours, everywhere)).toEqual([]);
});

it('no signing token, image or bearer link of a provider is outside of the records', async () => {
  for (const { endpoint } of everyProvider)
    expect(Object.keys(theirs).filter((name) => name.startsWith(`${endpoint}:`))).not.toEqual([]);
  expect(new Set(Object.values(theirs)).has('')).toBe(false);

  const leaks = await findLeaks(sample(), theirs, everywhere);

  expect(leaks.filter((leak) => !leak.startsWith('objects webhooks/'))).toEqual([]);
  // The search does find secrets: Documenso's webhooks contain the tokens of its recipients.
  expect(leaks.filter((leak) => leak.startsWith('objects webhooks/documenso/'))).not.toEqual([]);
});

it('nothing that only the list of a provider has is anywhere', async () => {
  for (const { endpoint } of everyProvider)
    expect(Object.keys(listed).filter((name) => name.startsWith(`${endpoint}:`))).not.toEqual([]);

  const leaks = await findLeaks(sample(), listed, everywhere);

  // Other envelopes have the same signers. Documenso's webhooks name them, and so do the events of these webhooks.
  const isOfWebhook = (leak: string) => /^objects webhooks\/|^events .*: documenso: signer \d+$/.test(leak);
  expect(leaks.filter((leak) => !isOfWebhook(leak))).toEqual([]);
});

it('the events of what a pass found have nothing that only the list has', async () => {
  const found = (await sample().tap.read()).filter(({ detail }) => detail.foundBy !== undefined);
  expect(found.length).toBeGreaterThanOrEqual(2 * everyProvider.length);
  const text = JSON.stringify(found);

  expect(Object.keys(listed).filter((name) => text.includes(listed[name]!))).toEqual([]);
});

it('what passes leave has ids and times only', async () => {
  const { clients, stack } = sample();
  const keys = await listKeys(clients, stack.archiveBucket, 'reconciliation/');
  expect(keys.length).toBeGreaterThanOrEqual(3 * everyProvider.length);
  const values: string[] = [];
  for (const key of keys) {
    const text = (await readObject(clients, stack.archiveBucket, key)).toString();
    JSON.parse(text, (_, value: unknown) => {
      if (typeof value === 'string') values.push(value);
      return value;
    });
  }

  expect(values.filter((value) => !/^[\w.:-]{1,80}$/.test(value))).toEqual([]);
});

it.each(['as it is', 'in base64', 'in base64 for addresses', 'in hex', 'in upper-case hex', 'in an address'])(
  'the search finds one planted leak %s',
  async (disguise) => {
    const { clients, stack, connected } = sample();
    const { proof } = connected('sign-plus');
    const bytes = Buffer.from(`x${proof}x`);
    const disguised: Readonly<Record<string, string>> = {
      'as it is': proof,
      'in base64': bytes.toString('base64'),
      'in base64 for addresses': bytes.toString('base64url'),
      'in hex': bytes.toString('hex'),
      'in upper-case hex': bytes.toString('hex').toUpperCase(),
      'in an address': `https://example.com/${encodeURIComponent(proof)}`,
    };
    await clients.s3.send(
      new PutObjectCommand({ Bucket: stack.spoolBucket, Key: 'planted', Body: `"${disguised[disguise]}"` }),
    );

    expect(await findLeaks(sample(), { proof }, ['objects'])).toEqual(['objects planted: proof']);
  },
);
