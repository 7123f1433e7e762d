import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { faultOf } from '../simulators/kit/faults';
import type { SimulatedEnvelope } from '../simulators/kit/provider-simulator';
import { eventsAbout, eventsWhenIdle, untilArchived } from './harness/observe/envelope-events';
import { receiveAndDelete, type TappedEvent } from './harness/observe/event-tap';
import { everyProvider, expectedTypes, signEnvelope } from './harness/sample/every-provider';
import { reportHarnessChange } from './harness/change/harness-change';
import { setMaxReceiveCount } from './harness/observe/queues';
import { useSample } from './harness/sample/use-sample';
import { waitFor } from './harness/observe/wait-for';

const sample = useSample({ endpoints: everyProvider });

/** The route of each provider's downloads, by its simulator's name. */
const downloadRoute = {
  'iinked-sign': 'executed',
  'sign-plus': 'signed-documents',
  documenso: 'item-download',
  kingsign: 'storage',
} as const;

type Slow = keyof typeof downloadRoute;

/** The number of envelopes that the archiver handles at the same time at one endpoint. */
const archiveConcurrency = 2;

/** Checks that all webhooks of an envelope have become events. */
const isPublished = (events: readonly TappedEvent[], envelope: SimulatedEnvelope) =>
  new Set(eventsAbout(events, envelope.id).map(({ id }) => id)).size >= expectedTypes(envelope).length;

describe.each<{
  readonly slow: readonly Slow[];
  readonly quick: readonly Slow[];
  readonly fault: 'hang' | 'stall';
}>([
  { slow: ['iinked-sign', 'sign-plus'], quick: ['documenso', 'kingsign'], fault: 'hang' },
  { slow: ['documenso', 'kingsign'], quick: ['iinked-sign', 'sign-plus'], fault: 'stall' },
])('downloads of $slow that $fault', ({ slow, quick, fault }) => {
  const held: SimulatedEnvelope[] = [];
  const fired = (endpoint: Slow) =>
    sample().connected(endpoint).simulator.faults.fired(downloadRoute[endpoint]);

  beforeAll(async () => {
    for (const endpoint of slow) {
      sample().connected(endpoint).simulator.faults.set(downloadRoute[endpoint], faultOf[fault]);
      for (let count = 0; count <= archiveConcurrency; count++)
        held.push((await signEnvelope(sample(), endpoint)).envelope);
    }
    const allHeld = () => slow.every((endpoint) => fired(endpoint) >= archiveConcurrency);
    await waitFor(allHeld, { what: 'as many hanging downloads as there can be', seconds: 60 });
  });

  it("delay neither other providers' archives nor any events, and end by themselves", async () => {
    const others: SimulatedEnvelope[] = [];
    for (const endpoint of quick) others.push((await signEnvelope(sample(), endpoint)).envelope);

    for (const { id } of others) await untilArchived(sample(), id, 60);
    const allPublished = (events: readonly TappedEvent[]) => held.every((one) => isPublished(events, one));
    const events = await sample().tap.until(allPublished, { what: 'the events of what hangs', seconds: 30 });

    expect(held.map(({ id }) => eventsAbout(events, id, 'envelope.archived'))).toEqual(held.map(() => []));

    for (const endpoint of slow) sample().connected(endpoint).simulator.faults.clear();
    for (const { id } of held) await untilArchived(sample(), id, 150);
  });
});

describe('poison in every queue', () => {
  const spooledKey = 'iinked-sign/00000000-0000-4000-8000-000000000000.json';
  const notification = (bucket: string, key: string) =>
    JSON.stringify({
      Records: [{ eventSource: 'aws:s3', s3: { bucket: { name: bucket }, object: { key } } }],
    });
  const job = (more: object) =>
    JSON.stringify({ version: 1, provider: 'kingsign', endpoint: 'kingsign', ...more });

  /** Messages that always fail, for a queue. */
  function poisonFor(queueUrl: string): readonly string[] {
    if (!queueUrl.includes('Intake')) {
      const whole = {
        envelopeId: 'e',
        completionEventId: 'c',
        firstSeenAt: '2026-11-21T10:00:00Z',
        attempt: 0,
      };
      return ['no job', job({ envelopeId: '../e' }), job({ ...whole, endpoint: 'nobodys' })];
    }
    return [
      'no webhook',
      job({ envelopeId: 'e' }),
      notification('somebody-elses-bucket', 'a'),
      notification(sample().stack.spoolBucket, '%E0%A4%A'),
      JSON.stringify({ version: 1, spooled: { key: spooledKey } }),
    ];
  }

  it('becomes dead letters, message by message, and delays no event and no archive', async () => {
    const { clients, stack } = sample();
    // The pass queue has no dead-letter queue: it forgets a message after a day.
    const queues = stack.queueUrls.filter((url) => !/DeadLetter|PassQueue/.test(url));
    reportHarnessChange('maxReceiveCount 2 on every queue');
    for (const url of queues) await setMaxReceiveCount(clients, url, 2);
    // Its notification puts it into the intake queue as well.
    await clients.s3.send(
      new PutObjectCommand({ Bucket: stack.spoolBucket, Key: spooledKey, Body: 'no webhook' }),
    );
    const poison = queues.flatMap((url) => poisonFor(url).map((body) => ({ url, body })));
    for (const { url, body } of poison)
      await clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));

    const signed = await Promise.all(everyProvider.map(({ endpoint }) => signEnvelope(sample(), endpoint)));
    for (const { envelope } of signed) await untilArchived(sample(), envelope.id, 60);

    const dead: string[] = [];
    const allDead = async () => {
      for (const url of stack.queueUrls.filter((one) => one.includes('DeadLetter')))
        dead.push(...(await receiveAndDelete(clients, url)));
      return poison.every(({ body }) => dead.includes(body));
    };
    await waitFor(allDead, { what: 'all poison among the dead letters', seconds: 120 });
    for (const { envelope } of signed) {
      const types = (await eventsWhenIdle(sample(), envelope.id)).map(({ type }) => type);
      expect(new Set(types)).toEqual(new Set([...expectedTypes(envelope), 'envelope.archived']));
    }
    const ofOthers = dead.filter((text) => !poison.some(({ body }) => body === text));
    expect(ofOthers.filter((text) => !text.includes(spooledKey))).toEqual([]);
  });
});
