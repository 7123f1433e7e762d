import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { listKeys } from './harness/observe/archive-bucket';
import { eventsWhenIdle, untilArchived } from './harness/observe/envelope-events';
import { bundleFaults, readBundle } from './harness/observe/stored-bundle';
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
