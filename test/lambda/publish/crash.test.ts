import { spoolKey } from '../../../lambda/contracts/object-keys';
import type { VerifiedWebhook } from '../../../lambda/contracts/verified-webhook';
import { handleMessage } from '../../../lambda/publish/handle-message';
import { fixture } from '../providers/iinked-sign/fixture';
import { ProcessDied, publisherWorld, type Death } from './publisher-world';
import { deliveries, sent, verifiedWebhook } from './verified-webhook';

const moments = ['before', 'after'] as const;
const webhook = verifiedWebhook(fixture('package-executed'));
const key = spoolKey(webhook.endpoint, webhook.deliveryId);

/** The ways of a message, with the calls to the outside in their order. */
const ways = [
  { way: 'the queue', text: JSON.stringify(webhook), steps: ['putOnce', 'queue job', 'publish'] },
  {
    way: 'the spool',
    text: JSON.stringify({ version: 1, spooled: { key } }),
    steps: ['read', 'putOnce', 'queue job', 'publish', 'remove'],
  },
];

const deaths = ways.flatMap(({ way, text, steps }) =>
  steps.flatMap((step, index) =>
    moments.map((moment) => ({ way, text, steps, step, moment, call: index + 1 })),
  ),
);

function spoolingWorld(stored: VerifiedWebhook = webhook) {
  const world = publisherWorld();
  world.spooled.set(key, { text: JSON.stringify(stored), spooledAt: new Date('2026-11-21T10:00:00Z') });
  return world;
}

const ends = (world: ReturnType<typeof publisherWorld>) => ({
  records: world.records.size,
  eventIds: new Set(world.events.map(({ id }) => id)).size,
  jobQueued: world.jobs.length > 0,
});

test.each(ways)('a webhook that arrives by $way takes exactly these steps', async ({ text, steps }) => {
  const world = spoolingWorld();

  await handleMessage(world.deps, sent(text));

  expect(world.calls).toEqual(steps);
});

test.each(deaths)(
  'a process that dies $moment $step of $way leaves it to the next try',
  async ({ text, ...death }) => {
    const world = spoolingWorld();

    world.dieAt(death satisfies Death);
    await expect(handleMessage(world.deps, sent(text))).rejects.toBeInstanceOf(ProcessDied);
    world.dieAt(undefined);
    await handleMessage(world.deps, sent(text));

    expect(ends(world)).toEqual({ records: 1, eventIds: 1, jobQueued: true });
    if (death.way === 'the spool') expect(world.spooled.size).toBe(0);
  },
);

test.each(deaths)(
  'nor does a redelivery in between swallow the event: dead $moment $step of $way',
  async (one) => {
    const world = spoolingWorld();
    const redelivery = JSON.stringify(verifiedWebhook(fixture('package-executed'), deliveries[1]));

    world.dieAt(one satisfies Death);
    await expect(handleMessage(world.deps, sent(one.text))).rejects.toBeInstanceOf(ProcessDied);
    world.dieAt(undefined);
    await handleMessage(world.deps, sent(redelivery));
    await handleMessage(world.deps, sent(one.text));

    expect(ends(world)).toEqual({ records: 1, eventIds: 1, jobQueued: true });
  },
);

test('a webhook in both the spool and the queue is one event', async () => {
  const world = spoolingWorld();

  for (const { text } of ways) await handleMessage(world.deps, sent(text));

  expect(ends(world)).toEqual({ records: 1, eventIds: 1, jobQueued: true });
  expect(world.counts.EventDuplicate).toBeUndefined();
});
