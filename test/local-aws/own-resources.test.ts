import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { listKeys } from './harness/observe/archive-bucket';
import { eventsWhenIdle, untilArchived } from './harness/observe/envelope-events';
import { readLogs } from './harness/observe/stack-logs';
import { bundleFaults, readBundle } from './harness/observe/stored-bundle';
import { waitFor } from './harness/observe/wait-for';
import { expectedTypes, signEnvelope } from './harness/sample/every-provider';
import { useSample } from './harness/sample/use-sample';
import { makeTheirResources } from './own-resources/make-their-resources';
import { theirs } from './own-resources/their-names';

const endpoint = 'iinked-sign';
const sample = useSample({
  endpoints: [endpoint],
  app: 'test/local-aws/own-resources/main.ts',
  makeFirst: makeTheirResources,
});

it('the stack has no bus, no archive bucket and no secret of its own', () => {
  const { template } = sample().stack;

  const types = Object.values(template.Resources).map(({ Type }) => Type);
  expect(types).not.toContain('AWS::Events::EventBus');
  expect(types).not.toContain('AWS::SecretsManager::Secret');
  // The spool and the claims.
  expect(types.filter((type) => type === 'AWS::S3::Bucket')).toHaveLength(2);
});

it('the queues with data are under the key', async () => {
  const { clients, stack } = sample();
  const key = [...stack.physicalIds].find(([id]) => /^Key[0-9A-F]{8}$/.test(id))?.[1];

  const keys = await Promise.all(
    stack.queueUrls.map(async (QueueUrl) => {
      const request = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['KmsMasterKeyId'] });
      return (await clients.sqs.send(request)).Attributes?.['KmsMasterKeyId'];
    }),
  );

  // The sixth queue is for sweeps that could not be delivered. It has no data.
  expect(key).toBeDefined();
  expect(keys.filter((one) => one?.endsWith(key ?? ''))).toHaveLength(5);
});

it('an envelope becomes events on the imported bus, and a bundle in the imported bucket', async () => {
  const { clients, stack } = sample();
  const { envelope, answers } = await signEnvelope(sample(), endpoint);

  const archived = await untilArchived(sample(), envelope.id, 60);

  expect(answers.map(({ status }) => status)).toEqual(envelope.webhooks().map(() => 200));
  // The tap is on this bus.
  expect(stack.eventBus).toBe(theirs.bus);
  const events = await eventsWhenIdle(sample(), envelope.id);
  const types = [...new Map(events.map(({ id, type }) => [id, type])).values()].sort();
  expect(types).toEqual([...expectedTypes(envelope), 'envelope.archived'].sort());
  expect(stack.archiveBucket).toBe(theirs.bucket);
  expect(bundleFaults(await readBundle(sample(), archived), envelope.files())).toEqual([]);
  const records = await listKeys(clients, theirs.bucket, `webhooks/${endpoint}/`);
  expect(records.length).toBeGreaterThanOrEqual(envelope.webhooks().length);
});

/** Returns the names of the metrics that the functions have written so far. */
async function writtenMetrics(): Promise<readonly string[]> {
  const lines = (await readLogs(sample().clients)).filter(({ message }) => message.startsWith('{"_aws"'));
  const names = lines.flatMap(({ message }) => Object.keys(JSON.parse(message) as object));
  return [...new Set(names)].filter((name) => /^[A-Z]/.test(name)).sort();
}

it('the functions count the metric of the choice and those of the alarms, and log the others only', async () => {
  const { clients, simulator } = sample();
  const { packageId } = await simulator.addPackage();
  const [webhook] = simulator.webhooksOf(packageId);

  const { status } = await sample().deliver(endpoint, webhook!, { secret: 'a guessed secret' });

  expect(status).toBe(401);
  const isCounted = async () => (await writtenMetrics()).includes('WebhookMismatched');
  await waitFor(isCounted, { what: 'the metric of the alarm', seconds: 20 });
  expect(await writtenMetrics()).toEqual(['BundleArchived', 'WebhookMismatched']);
  const lines = (await readLogs(clients)).map(({ message }) => message);
  for (const outcome of ['queued', 'refused'])
    expect(lines.some((line) => line.includes(`"outcome":"${outcome}"`))).toBe(true);
});
