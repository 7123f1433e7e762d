import { randomBytes } from 'node:crypto';
import type { SigningEvent } from '../../lambda/contracts/signing-event';
import { type VerifiedWebhook, webhookRecordSchema } from '../../lambda/contracts/verified-webhook';
import { sha256Hex } from '../../lambda/kit/hash';
import { listKeys, readObject } from './harness/observe/archive-bucket';
import { eventsAbout } from './harness/observe/envelope-events';
import { untilIdle } from './harness/observe/queues';
import { readLogs } from './harness/observe/stack-logs';
import { useSample } from './harness/sample/use-sample';

const endpoint = 'kingsign';
const sample = useSample({ endpoints: [{ provider: 'kingsign', endpoint }] });

/** The body of a Kingsign webhook. */
interface Body {
  readonly document: { readonly documentFields: readonly object[] } & Record<string, unknown>;
}

interface Arrived {
  readonly event: SigningEvent;
  readonly webhook: VerifiedWebhook;
}

/** Delivers the first webhook of a new document with a changed text, and returns its event and record. */
async function arrive(change: (body: Body) => string): Promise<Arrived & { readonly text: string }> {
  const { connected, post, tap, clients, stack } = sample();
  const { simulator, target } = connected(endpoint);
  const envelope = await simulator.addEnvelope();
  const [first] = envelope.webhooks();
  const text = change(JSON.parse(first!.body(target)) as Body);

  const answer = await post(endpoint, { ...first!, body: () => text });

  expect(answer).toEqual({ status: 200, body: '' });
  await tap.until((received) => eventsAbout(received, envelope.id).length > 0, {
    what: 'the event',
    seconds: 40,
  });
  await untilIdle(clients, stack);
  const events = eventsAbout(await tap.read(), envelope.id);
  expect(events).toHaveLength(1);
  const bytes = await readObject(clients, stack.archiveBucket, events[0]!.record!.key);
  return {
    text,
    event: events[0]!,
    webhook: webhookRecordSchema.parse(JSON.parse(bytes.toString())).webhook,
  };
}

/** Checks that the stored body has the digest that the verifier computed. */
function expectWhole({ text, webhook }: { readonly text: string; readonly webhook: VerifiedWebhook }): void {
  const { body, bodyEncoding, sha256 } = webhook.request;
  expect(sha256).toBe(sha256Hex(Buffer.from(text)));
  expect(sha256Hex(Buffer.from(body, bodyEncoding))).toBe(sha256);
}

/** Reads from the verifier's log how a delivery was stored. */
async function outcomeOf({ deliveryId }: VerifiedWebhook): Promise<string | undefined> {
  const lines = (await readLogs(sample().clients)).filter(
    ({ message }) => message.includes(deliveryId) && message.includes('"outcome"'),
  );
  return /"outcome":"(\w+)"/.exec(lines[0]?.message ?? '')?.[1];
}

/** Replaces the value of one field. */
function withImage({ document, ...rest }: Body, value: string): string {
  const [field, ...others] = document.documentFields;
  return JSON.stringify({
    ...rest,
    document: { ...document, documentFields: [{ ...field, value }, ...others] },
  });
}

const limit = 1_048_576 - 256;

describe('a body arrives whole', () => {
  it('of 5.5 MB, mostly base64, through the spool, which is empty afterwards', async () => {
    const { clients, stack } = sample();
    const image = `data:image/png;base64,${randomBytes(4_124_000).toString('base64')}`;

    const arrived = await arrive((body) => withImage(body, image));

    expect(Buffer.byteLength(arrived.text)).toBeGreaterThan(5_490_000);
    expectWhole(arrived);
    expect(arrived.event).toMatchObject({ type: 'envelope.updated', endpoint });
    expect(await outcomeOf(arrived.webhook)).toBe('spooled');
    expect(await listKeys(clients, stack.spoolBucket)).toEqual([]);
  });

  it.each([
    [-1, 'queued'],
    [0, 'queued'],
    [1, 'spooled'],
  ])('whose message is %i bytes over what the queue gets: it is %s', async (more, outcome) => {
    const { webhook: small } = await arrive((body) => withImage(body, ''));
    const padding = limit + more - Buffer.byteLength(JSON.stringify(small));

    const arrived = await arrive((body) => withImage(body, 'A'.repeat(padding)));

    expect(Buffer.byteLength(JSON.stringify(arrived.webhook))).toBe(limit + more);
    expectWhole(arrived);
    expect(await outcomeOf(arrived.webhook)).toBe(outcome);
  });

  it.each<[string, (body: Body) => string]>([
    [
      'that is not ASCII',
      ({ document, ...rest }) =>
        JSON.stringify({
          ...rest,
          document: { ...document, note: 'Søren Ærøskøbing ☂ 契約 \u{1F58B} \u2028' },
        }),
    ],
    ['whose keys come twice', (body) => JSON.stringify(body).replace(/^\{/, '{"document":{"_id":"first"},')],
    ['that begins with a byte order mark', (body) => `\uFEFF${JSON.stringify(body)}`],
    ['that is indented, with a line break at its end', (body) => `${JSON.stringify(body, null, 2)}\r\n`],
  ])('%s, and is parsed', async (_, change) => {
    const arrived = await arrive(change);

    expectWhole(arrived);
    expect(arrived.event.type).toBe('envelope.updated');
    expect(arrived.event).not.toHaveProperty('problem');
  });
});
