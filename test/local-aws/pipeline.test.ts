import { archiveManifestSchema } from '../../lambda/contracts/archive-manifest';
import type { SigningEvent } from '../../lambda/contracts/signing-event';
import { webhookRecordSchema } from '../../lambda/contracts/verified-webhook';
import type { Webhook } from '../simulators/iinked-sign/package-webhooks';
import type { SimulatedDocument, SimulatedPackage } from '../simulators/iinked-sign/simulated-package';
import { listKeys, readObject } from './harness/observe/archive-bucket';
import { eventsAbout, eventsWhenIdle, untilArchived } from './harness/observe/envelope-events';
import type { RunningSample } from './harness/sample/launch-sample';
import { untilIdle } from './harness/observe/queues';
import { readLogs } from './harness/observe/stack-logs';
import { useSample } from './harness/sample/use-sample';

const endpoint = 'iinked-sign';
const sample = useSample({ endpoints: [endpoint, 'second'] });

/** Signs a package and delivers its webhooks in order. */
async function signPackage({ simulator, deliver }: RunningSample, to = endpoint): Promise<SimulatedPackage> {
  const signed = await simulator.addPackage({ externalData: { order: 4711 } });
  simulator.complete(signed.packageId);
  for (const webhook of simulator.webhooksOf(signed.packageId)) await deliver(to, webhook);
  return signed;
}

describe('a genuine sequence of webhooks', () => {
  let signed: SimulatedPackage;

  beforeAll(async () => {
    signed = await signPackage(sample());
    await untilArchived(sample(), signed.packageId);
  });

  it('becomes exactly its events, each once', async () => {
    const { simulator } = sample();

    const events = await eventsWhenIdle(sample(), signed.packageId);

    const expected = simulator.webhooksOf(signed.packageId).map((webhook) => expectedEvent(webhook, signed));
    expect(events).toHaveLength(expected.length + 1);
    expect(events).toEqual(
      expect.arrayContaining([...expected, expect.objectContaining({ type: 'envelope.archived' })]),
    );
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  it('leaves a record of each request with its exact body', async () => {
    const { clients, stack, simulator } = sample();
    const events = await eventsWhenIdle(sample(), signed.packageId);

    const bodies = await Promise.all(events.filter(({ record }) => record).map(recordedBody));

    const sent = simulator.webhooksOf(signed.packageId).map((webhook) => JSON.stringify(webhook));
    expect(bodies.sort()).toEqual(sent.sort());
    expect(await listKeys(clients, stack.archiveBucket, `webhooks/${endpoint}/${signed.packageId}/`)).toEqual(
      events.flatMap(({ record }) => record?.key ?? []).sort(),
    );
  });

  it('leaves one whole bundle with the bytes that the provider served', async () => {
    const { clients, stack } = sample();
    const { archive } = await untilArchived(sample(), signed.packageId);

    const keys = await listKeys(clients, stack.archiveBucket, `documents/${endpoint}/${signed.packageId}/`);
    const bytes = new Map<string, Buffer>();
    for (const key of keys) bytes.set(key, await readObject(clients, stack.archiveBucket, key));

    const folder = `documents/${endpoint}/${signed.packageId}/${archive!.revision}`;
    const [lease, inventory] = signed.documents as [SimulatedDocument, SimulatedDocument];
    expect(Object.fromEntries(bytes)).toEqual({
      [`${folder}/${lease.documentId}/executed.pdf`]: lease.pdfs.executed,
      [`${folder}/${lease.documentId}/cac.pdf`]: lease.pdfs.cac,
      [`${folder}/${inventory.documentId}/executed.pdf`]: inventory.pdfs.executed,
      [`${folder}/${inventory.documentId}/cac.pdf`]: inventory.pdfs.cac,
      [`${folder}/master-file.pdf`]: signed.masterFile,
      [`${folder}/manifest.json`]: expect.any(Buffer),
    });
    const manifest = archiveManifestSchema.parse(JSON.parse(String(bytes.get(`${folder}/manifest.json`))));
    expect(manifest.files.map(({ key }) => key).sort()).toEqual(keys.filter((key) => key.endsWith('.pdf')));
    expect(manifest.files).toEqual(archive!.files);
  });
});

describe('a delivery', () => {
  it('that comes again is answered and gives no second event', async () => {
    const { simulator, deliver } = sample();
    const { packageId } = await simulator.addPackage();
    const [added] = simulator.webhooksOf(packageId);

    const answers = [
      await deliver(endpoint, added!),
      await deliver(endpoint, added!),
      await deliver(endpoint, added!),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await eventsWhenIdle(sample(), packageId)).toHaveLength(1);
  });

  it.each(['application/octet-stream', 'application/vnd.iinked+json', 'application/x-www-form-urlencoded'])(
    'that comes as base64 because it is %s is read byte for byte',
    async (contentType) => {
      const { simulator, deliver } = sample();
      const { packageId } = await simulator.addPackage({ externalData: { name: 'Søren Ærøskøbing ☂' } });
      const [added] = simulator.webhooksOf(packageId);

      const answer = await deliver(endpoint, added!, { contentType });

      expect(answer.status).toBe(200);
      expect(await eventsWhenIdle(sample(), packageId)).toMatchObject([
        { type: 'envelope.created', envelope: { externalData: { name: 'Søren Ærøskøbing ☂' } } },
      ]);
    },
  );

  it('signed with SHA-1 is accepted, and its event says so', async () => {
    const { simulator, deliver } = sample();
    const { packageId } = await simulator.addPackage();
    const [added] = simulator.webhooksOf(packageId);

    await deliver(endpoint, added!, { algorithm: 'sha1' });

    expect(await eventsWhenIdle(sample(), packageId)).toMatchObject([{ authenticity: 'hmac-sha1' }]);
  });

  it('too large for SQS goes through the spool, and the spool is empty afterwards', async () => {
    const { simulator, deliver, clients, stack } = sample();
    const { packageId } = await simulator.addPackage({ externalData: { text: '\u{1F58B}'.repeat(300_000) } });
    const [added] = simulator.webhooksOf(packageId);

    const answer = await deliver(endpoint, added!);

    expect(answer.status).toBe(200);
    const events = await sample().tap.until((received) => eventsAbout(received, packageId).length > 0, {
      what: 'the large event',
    });
    const [event] = eventsAbout(events, packageId);
    expect(await recordedBody(event!)).toBe(JSON.stringify(added));
    expect(
      (await readLogs(clients)).filter(({ message }) => message.includes('"outcome":"spooled"')),
    ).toHaveLength(1);
    await untilIdle(clients, stack);
    expect(await listKeys(clients, stack.spoolBucket)).toEqual([]);
  });

  it.each([
    ['is not JSON', 'signed, but no JSON', 'body-not-json'],
    ['is JSON of another shape', '{"action":17,"packageId":["?"]}', expect.any(String)],
  ])('that is genuine but %s becomes a provider.event with a problem', async (_, body, problem) => {
    const { deliver, tap, clients, stack } = sample();

    const answer = await deliver(endpoint, body);

    expect(answer.status).toBe(200);
    await untilIdle(clients, stack);
    const event = (await tap.read())
      .map(({ detail }) => detail)
      .filter(({ type }) => type === 'provider.event')
      .at(-1);
    expect(event).toMatchObject({
      problem,
      record: { key: expect.stringMatching(/^webhooks\/iinked-sign\/_\//) },
    });
    expect(await recordedBody(event!)).toBe(body);
  });
});

describe('two endpoints of one provider', () => {
  it('archive the same package separately, each under its own name', async () => {
    const signed = await signPackage(sample(), 'second');

    const { endpoint: named, archive } = await untilArchived(sample(), signed.packageId);

    expect(named).toBe('second');
    expect(archive?.manifest.key).toMatch(/^documents\/second\//);
    const events = await eventsWhenIdle(sample(), signed.packageId);
    expect(new Set(events.map((event) => event.endpoint))).toEqual(new Set(['second']));
  });

  it("refuse each other's webhooks", async () => {
    const { simulator, deliver, registered } = sample();
    const { packageId } = await simulator.addPackage();
    const [added] = simulator.webhooksOf(packageId);

    const answer = await deliver('second', added!, { secret: registered(endpoint).secret });

    expect(answer).toEqual({ status: 401, body: '' });
  });
});

async function recordedBody({ record }: SigningEvent): Promise<string> {
  const { clients, stack } = sample();
  const bytes = await readObject(clients, stack.archiveBucket, record!.key);
  return webhookRecordSchema.parse(JSON.parse(bytes.toString())).webhook.request.body;
}

const typeOf: Readonly<Record<string, string>> = {
  package_add: 'envelope.created',
  document_signed: 'recipient.signed',
  document_executed: 'document.completed',
  package_executed: 'envelope.completed',
};

/** Makes the expected event of a webhook, with all its fields. */
function expectedEvent(webhook: Webhook, { packageId }: SimulatedPackage): unknown {
  const { action, externalData, documentId, signerId, eventTime } = webhook;
  return {
    version: 1,
    id: expect.stringMatching(/^[0-9a-f]{64}$/),
    type: typeOf[action],
    provider: 'iinked-sign',
    endpoint,
    authenticity: 'hmac-sha256',
    confirmed: false,
    occurredAt: eventTime,
    receivedAt: expect.any(String),
    envelope: { id: packageId, ...(externalData ? { externalData } : {}) },
    ...(documentId ? { document: { id: documentId } } : {}),
    ...(signerId ? { recipient: { id: signerId } } : {}),
    providerEvent: action,
    record: {
      bucket: sample().stack.archiveBucket,
      key: expect.stringMatching(new RegExp(`^webhooks/${endpoint}/${packageId}/[0-9a-f]{64}\\.json$`)),
    },
  };
}
