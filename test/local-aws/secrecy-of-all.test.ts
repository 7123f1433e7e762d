import { PutObjectCommand } from '@aws-sdk/client-s3';
import { everyProvider, signEnvelope } from './harness/sample/every-provider';
import { untilArchived } from './harness/observe/envelope-events';
import { findLeaks, type Place } from './harness/observe/find-leaks';
import { untilIdle } from './harness/observe/queues';
import { useSample } from './harness/sample/use-sample';

const sample = useSample({ endpoints: everyProvider });

const everywhere: readonly Place[] = ['logs', 'events', 'objects', 'queues', 'configuration'];

/** Our secrets, which must be nowhere. */
const ours: Record<string, string> = {};
/** The providers' secrets, which may only be in the records: they are the evidence. */
const theirs: Record<string, string> = {};

// A complete envelope at each provider, with forgeries.
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
