import type { VerifiedWebhook } from '../../../lambda/contracts/verified-webhook';
import { publishWebhook } from '../../../lambda/publish/publish-webhook';
import { publisherWorld } from './publisher-world';
import { deliveries, verifiedWebhook } from './verified-webhook';

const genuineId = '24428e41-8b96-40cc-96e6-b74c7c539fcb';
const testId = 'esign-test-0123456789abcdef';

const bodyAbout = (packageId: string, more: object = {}) =>
  Buffer.from(
    JSON.stringify({
      action: 'package_executed',
      packageId,
      eventId: 'one',
      eventTime: '2026-11-28T10:00:00Z',
      ...more,
    }),
  );

const marked = (body: Buffer, deliveryId?: string): VerifiedWebhook => ({
  ...verifiedWebhook(body, deliveryId),
  test: true,
});

it('a test webhook has an event, a record and an archive job of its own', async () => {
  const world = publisherWorld();

  await publishWebhook(world.deps, marked(bodyAbout(testId)));

  const [event] = world.events;
  expect(event).toMatchObject({ type: 'envelope.completed', test: true, confirmed: false });
  expect(event!.record!.key).toBe(`test/iinked-sign/webhooks/${testId}/${event!.id}.json`);
  expect([...world.records.keys()]).toEqual([event!.record!.key]);
  expect(world.jobs).toMatchObject([{ envelopeId: testId, test: true, completionEventId: event!.id }]);
});

it.each([
  ['before', [true, undefined] as const],
  ['after', [undefined, true] as const],
])('a test webhook with the body of a genuine one %s it takes nothing from it', async (_, order) => {
  const alone = publisherWorld();
  await publishWebhook(alone.deps, verifiedWebhook(bodyAbout(genuineId)));
  const world = publisherWorld();

  for (const test of order)
    await publishWebhook(world.deps, { ...verifiedWebhook(bodyAbout(genuineId)), test });

  expect(world.events.filter(({ test }) => !test)).toEqual(alone.events);
  expect(world.jobs).toEqual(alone.jobs);
  expect([...world.records.keys()].filter((key) => key.startsWith('webhooks/'))).toEqual([
    ...alone.records.keys(),
  ]);
  expect(new Set(world.events.map(({ id }) => id)).size).toBe(2);
});

it('a marked webhook about another envelope than a test one is not archived', async () => {
  const world = publisherWorld();

  await publishWebhook(world.deps, marked(bodyAbout(genuineId)));

  expect(world.events).toMatchObject([{ type: 'envelope.completed', test: true }]);
  expect(world.jobs).toEqual([]);
});

it('a test webhook that comes twice has one event, and no duplicate is stored', async () => {
  const world = publisherWorld();

  await publishWebhook(world.deps, marked(bodyAbout(testId)));
  await publishWebhook(world.deps, marked(bodyAbout(testId, { more: 1 }), deliveries[1]));

  expect(world.events).toHaveLength(1);
  expect(world.records.size).toBe(1);
  expect(world.counts).not.toHaveProperty('DuplicateBodyDiffers');
});

it('a test webhook whose mark is lost counts as nothing but a problem', async () => {
  const world = publisherWorld();

  await publishWebhook(world.deps, verifiedWebhook(bodyAbout(testId)));

  const [event] = world.events;
  expect(event).toMatchObject({
    type: 'provider.event',
    problem: 'test-mark-missing',
    envelope: { id: testId },
    providerEvent: 'package_executed',
  });
  expect(event).not.toHaveProperty('test');
  expect(event).not.toHaveProperty('occurredAt');
  expect(world.jobs).toEqual([]);
});

it('a test webhook sent again without its mark neither replaces nor repeats the test', async () => {
  const world = publisherWorld();

  await publishWebhook(world.deps, marked(bodyAbout(testId)));
  await publishWebhook(world.deps, verifiedWebhook(bodyAbout(testId), deliveries[1]));

  expect(world.events.map(({ type, test }) => [type, test])).toEqual([
    ['envelope.completed', true],
    ['provider.event', undefined],
  ]);
  expect(world.jobs).toHaveLength(1);
});

it('the log names the envelope, and that it is a test', async () => {
  const world = publisherWorld();

  await publishWebhook(world.deps, marked(bodyAbout(testId)));

  expect(world.lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { message: 'event published', envelopeId: testId, test: true, archiving: true },
  ]);
});
