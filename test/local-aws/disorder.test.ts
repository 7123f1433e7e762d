import { PutObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { spoolKey } from '../../lambda/contracts/object-keys';
import type { ProviderId } from '../../lambda/contracts/ids';
import type { SigningEvent } from '../../lambda/contracts/signing-event';
import { webhookRecordSchema } from '../../lambda/contracts/verified-webhook';
import { faultOf } from '../simulators/kit/faults';
import type { SimulatedEnvelope, SimulatedWebhook } from '../simulators/kit/provider-simulator';
import { listKeys, readObject } from './harness/observe/archive-bucket';
import { bundleFaults, readBundle } from './harness/observe/stored-bundle';
import { eventsAbout, eventsWhenIdle, untilArchived } from './harness/observe/envelope-events';
import { everyProvider, expectedTypes } from './harness/sample/every-provider';
import { untilIdle } from './harness/observe/queues';
import type { SampleEndpoint } from './harness/sample/sample-endpoint';
import { useSample } from './harness/sample/use-sample';
import { waitFor } from './harness/observe/wait-for';

const sample = useSample({ endpoints: everyProvider });

const addEnvelope = (endpoint: string) => sample().connected(endpoint).simulator.addEnvelope();

const completionOf = (envelope: SimulatedEnvelope) =>
  envelope.webhooks().find(({ type }) => type === 'envelope.completed')!;

/** Posts webhooks at the same time. */
async function postAtOnce(endpoint: string, webhooks: readonly SimulatedWebhook[]): Promise<void> {
  const answers = await Promise.all(webhooks.map((webhook) => sample().post(endpoint, webhook)));
  expect(answers.map(({ status }) => status)).toEqual(webhooks.map(() => 200));
}

async function postInTurn(endpoint: string, webhooks: readonly SimulatedWebhook[]): Promise<void> {
  for (const webhook of webhooks) await postAtOnce(endpoint, [webhook]);
}

/** Lists the types that a consumer sees if it drops known ids, sorted. */
const distinctTypes = (events: readonly SigningEvent[]) =>
  [...new Map(events.map(({ id, type }) => [id, type])).values()].sort();

const lifeOf = (envelope: SimulatedEnvelope) => [...expectedTypes(envelope), 'envelope.archived'].sort();

function jobsUrl(endpoint: string): string {
  const name = endpoint.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
  return sample().stack.queueUrls.find((url) => url.includes(`${name}EndpointArchiveJobsQueue`))!;
}

async function sendJob(
  { provider, endpoint }: SampleEndpoint,
  { id: envelopeId }: SimulatedEnvelope,
): Promise<void> {
  const job = { envelopeId, completionEventId: 'c', firstSeenAt: new Date().toISOString(), attempt: 0 };
  const MessageBody = JSON.stringify({ version: 1, provider, endpoint, ...job });
  await sample().clients.sqs.send(new SendMessageCommand({ QueueUrl: jobsUrl(endpoint), MessageBody }));
}

/** Deletes the delayed job from its queue, as if its 48 hours were over. */
async function deleteDelayedJob(endpoint: string): Promise<void> {
  const { sqs } = sample().clients;
  const QueueUrl = jobsUrl(endpoint);
  const AttributeNames = ['ApproximateNumberOfMessagesDelayed' as const];
  const isWaiting = async () => {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    return Attributes?.ApproximateNumberOfMessagesDelayed === '1';
  };
  await waitFor(isWaiting, { what: 'the job of the early completion to wait', seconds: 30 });
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
}

/** Lists the manifests of an envelope. */
async function bundlesOf(endpoint: string, { id }: SimulatedEnvelope): Promise<readonly string[]> {
  const { clients, stack } = sample();
  const keys = await listKeys(clients, stack.archiveBucket, `documents/${endpoint}/${id}/`);
  return keys.filter((key) => key.endsWith('/manifest.json'));
}

/** Waits for so many different `envelope.archived` of an envelope. */
async function announcements({ id }: SimulatedEnvelope, count: number): Promise<readonly SigningEvent[]> {
  const byId = async () => {
    const archived = eventsAbout(await sample().tap.read(), id, 'envelope.archived');
    const different = [...new Map(archived.map((event) => [event.id, event])).values()];
    return different.length >= count && different;
  };
  return waitFor(byId, { what: `${count} bundles of ${id} announced`, seconds: 60 });
}

describe.each(everyProvider)('at $endpoint', ({ provider, endpoint }) => {
  it('a webhook that is sent four times at once, and then again, is one event', async () => {
    const envelope = await addEnvelope(endpoint);
    envelope.complete();

    for (const webhook of envelope.webhooks())
      await postAtOnce(endpoint, Array<SimulatedWebhook>(4).fill(webhook));
    await untilArchived(sample(), envelope.id, 60);
    await untilIdle(sample().clients, sample().stack, { seconds: 60 });
    await postInTurn(endpoint, envelope.webhooks());

    expect(distinctTypes(await eventsWhenIdle(sample(), envelope.id))).toEqual(lifeOf(envelope));
    expect(await bundlesOf(endpoint, envelope)).toHaveLength(1);
  });

  it('webhooks may come in reverse order', async () => {
    const envelope = await addEnvelope(endpoint);
    envelope.complete();

    await postInTurn(endpoint, [...envelope.webhooks()].reverse());
    await untilArchived(sample(), envelope.id, 60);

    expect(distinctTypes(await eventsWhenIdle(sample(), envelope.id))).toEqual(lifeOf(envelope));
  });

  it('an early completion does not suppress the real one', async () => {
    const envelope = await addEnvelope(endpoint);
    const genuine = completionOf(envelope);
    const early: SimulatedWebhook = {
      ...genuine,
      body: (target) =>
        JSON.stringify({ ...(JSON.parse(genuine.body(target)) as object), forged: 'by whoever' }),
    };
    await postAtOnce(endpoint, [early]);
    await deleteDelayedJob(endpoint);
    const before = await bundlesOf(endpoint, envelope);

    envelope.complete();
    await postAtOnce(endpoint, [genuine]);
    const archived = await untilArchived(sample(), envelope.id, 60);

    expect(before).toEqual([]);
    expect(bundleFaults(await readBundle(sample(), archived), envelope.files())).toEqual([]);
    const events = await eventsWhenIdle(sample(), envelope.id);
    expect(distinctTypes(events)).toEqual(['envelope.archived', 'envelope.completed']);
  });

  it('four archive jobs at once give one whole bundle, announced with one id', async () => {
    const envelope = await addEnvelope(endpoint);
    envelope.complete();

    await Promise.all(Array.from({ length: 4 }, () => sendJob({ provider, endpoint }, envelope)));
    const archived = await untilArchived(sample(), envelope.id, 60);
    const events = await eventsWhenIdle(sample(), envelope.id);

    expect(distinctTypes(events)).toEqual(['envelope.archived']);
    expect(await bundlesOf(endpoint, envelope)).toHaveLength(1);
    expect(bundleFaults(await readBundle(sample(), archived), envelope.files())).toEqual([]);
  });

  it('a webhook that comes through the queue, and twice through the spool, is one event', async () => {
    const { clients, stack } = sample();
    const envelope = await addEnvelope(endpoint);
    envelope.complete();
    await postAtOnce(endpoint, [completionOf(envelope)]);
    await untilArchived(sample(), envelope.id, 60);
    const [event] = eventsAbout(await sample().tap.read(), envelope.id, 'envelope.completed');
    const record = await readObject(clients, stack.archiveBucket, event!.record!.key);
    const { webhook } = webhookRecordSchema.parse(JSON.parse(record.toString()));

    // The first: SQS stored the message, but its answer was lost. The second: another delivery.
    for (const deliveryId of [webhook.deliveryId, randomUUID()]) {
      const Key = spoolKey(endpoint, deliveryId);
      const Body = JSON.stringify({ ...webhook, deliveryId });
      await clients.s3.send(new PutObjectCommand({ Bucket: stack.spoolBucket, Key, Body }));
    }
    const isWorkedOff = async () => (await listKeys(clients, stack.spoolBucket)).length === 0;
    await waitFor(isWorkedOff, { what: 'an empty spool', seconds: 60 });

    const events = await eventsWhenIdle(sample(), envelope.id);
    expect(distinctTypes(events)).toEqual(['envelope.archived', 'envelope.completed']);
  });
});

/** The archiver's last download before it reads the envelope's state again. */
const lastDownload: Readonly<Partial<Record<ProviderId, string>>> = {
  'iinked-sign': 'master-file',
  documenso: 'audit-log',
  kingsign: 'get-templates',
};

const resealing = everyProvider.filter(({ provider }) => lastDownload[provider] !== undefined);

describe.each(resealing)('an envelope that is signed again at $endpoint', ({ provider, endpoint }) => {
  it('during its archiving gives one bundle with the new files', async () => {
    const envelope = await addEnvelope(endpoint);
    envelope.complete();
    const { faults } = sample().connected(endpoint).simulator;
    faults.set(
      lastDownload[provider]!,
      faultOf.after(async () => envelope.revise?.()),
      { times: 1 },
    );

    await postAtOnce(endpoint, [completionOf(envelope)]);
    const archived = await untilArchived(sample(), envelope.id, 60);

    expect(bundleFaults(await readBundle(sample(), archived), envelope.files())).toEqual([]);
    expect(await bundlesOf(endpoint, envelope)).toEqual([archived.archive?.manifest.key]);
    expect(faults.fired(lastDownload[provider]!)).toBe(1);
  });

  it('and reported again after its archiving gives a second bundle', async () => {
    const envelope = await addEnvelope(endpoint);
    envelope.complete();
    await postAtOnce(endpoint, [completionOf(envelope)]);
    const first = await untilArchived(sample(), envelope.id, 60);
    const filesBefore = envelope.files();

    await envelope.revise?.();
    await postAtOnce(endpoint, [completionOf(envelope)]);
    const [, second] = await announcements(envelope, 2);

    expect(bundleFaults(await readBundle(sample(), first), filesBefore)).toEqual([]);
    expect(bundleFaults(await readBundle(sample(), second!), envelope.files())).toEqual([]);
    expect(second?.archive?.revision).not.toBe(first.archive?.revision);
  });
});
