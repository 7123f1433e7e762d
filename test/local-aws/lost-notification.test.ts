import { PutBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SimulatedEnvelope, SimulatedWebhook } from '../simulators/kit/provider-simulator';
import { functionsOf } from './faults/connect-fault-layer';
import { startFaultLayer } from './faults/start-fault-layer';
import { listKeys } from './harness/observe/archive-bucket';
import { eventsWhenIdle, untilArchived } from './harness/observe/envelope-events';
import { everyProvider } from './harness/sample/every-provider';
import { addEnvironment } from './harness/change/function-environment';
import { reportHarnessChange } from './harness/change/harness-change';
import { untilIdle } from './harness/observe/queues';
import { useSample } from './harness/sample/use-sample';
import { agedSpool } from './matrix/aged-spool';
import { intakeUrl } from './matrix/expired-job';

const sample = useSample({ endpoints: everyProvider });

/** White space that makes a body larger than an SQS message. The body stays valid JSON. */
const padding = ' '.repeat(1_100_000);

const envelopes: SimulatedEnvelope[] = [];

/** Delivers a completion of each provider into the spool, without a notification. */
beforeAll(async () => {
  const { clients, stack, connected, post } = sample();
  reportHarnessChange('the spool sends no notifications');
  const nothing = { Bucket: stack.spoolBucket, NotificationConfiguration: {} };
  await clients.s3.send(new PutBucketNotificationConfigurationCommand(nothing));
  for (const { endpoint } of everyProvider) {
    const envelope = await connected(endpoint).simulator.addEnvelope();
    envelope.complete();
    const completion = envelope.webhooks().find(({ type }) => type === 'envelope.completed')!;
    const large: SimulatedWebhook = { ...completion, body: (target) => completion.body(target) + padding };
    expect(await post(endpoint, large)).toEqual({ status: 200, body: '' });
    envelopes.push(envelope);
  }
});

/** Sends the message that the schedule sends every 15 minutes. */
async function sweep(): Promise<void> {
  const { clients, stack } = sample();
  const MessageBody = JSON.stringify({ version: 1, sweepSpool: true });
  await clients.sqs.send(new SendMessageCommand({ QueueUrl: intakeUrl(stack), MessageBody }));
  await untilIdle(clients, stack, { seconds: 60 });
}

const spooled = () => listKeys(sample().clients, sample().stack.spoolBucket);

const typesOf = async ({ id }: SimulatedEnvelope) => [
  ...new Set((await eventsWhenIdle(sample(), id)).map(({ type }) => type)),
];

it('a sweep ignores new objects: their notification may still come', async () => {
  await sweep();

  expect(await spooled()).toHaveLength(envelopes.length);
  for (const envelope of envelopes) expect(await typesOf(envelope)).toEqual([]);
});

it('a sweep finds older objects: they are published, archived and deleted from the spool', async () => {
  const { emulator, clients, stack, stopFirst } = sample();
  const layer = await startFaultLayer(emulator, { around: agedSpool });
  stopFirst(layer.stop);
  for (const name of functionsOf(stack, 'publish')) {
    await addEnvironment(clients, name, { AWS_ENDPOINT_URL: layer.endpointOf('publish') });
  }

  await sweep();
  for (const { id } of envelopes) await untilArchived(sample(), id, 60);

  for (const envelope of envelopes)
    expect((await typesOf(envelope)).sort()).toEqual(['envelope.archived', 'envelope.completed']);
  expect(await spooled()).toEqual([]);
});
