import { settleWebhooks, type SettleDeps } from '../../../cli/registration/settle-webhooks';
import { CommandFailure } from '../../../cli/command-failure';
import { stopwatch } from '../fake-time';
import { Died, memoryWebhooks } from './memory-webhooks';

const address = 'https://hooks.example.com/webhooks/sign-plus';
const target = `${address}/the-current-token`;
const oldTarget = `${address}/an-old-token`;
const events = ['A', 'B', 'C', 'D', 'E'];
const wanted = { addresses: [address], target, events };

const old = events.map((event, index) => ({ id: `old-${index}`, event, target: oldTarget }));
const strangers = [
  { id: 'x1', event: 'A', target: 'https://crm.example.com/hooks' },
  { id: 'x2', event: 'A', target: `${address}-2/a-token` },
];

const depsOf = (calls: SettleDeps['calls'], more: Partial<SettleDeps> = {}): SettleDeps => ({
  calls,
  watch: stopwatch(),
  requireReady: () => Promise.resolve(),
  ...more,
});

const targetsOf = (all: readonly { readonly event: string; readonly target: string }[]) =>
  all.map(({ event, target: to }) => `${event} ${to}`).sort();

const settled = targetsOf([...events.map((event) => ({ event, target })), ...strangers]);

describe('settling the webhooks of an endpoint', () => {
  it('creates one for each event, and leaves the webhooks of others alone', async () => {
    const account = memoryWebhooks(strangers);

    const result = await settleWebhooks(wanted, depsOf(account.calls));

    expect(result).toEqual({ events, created: events, removed: 0, others: 2 });
    expect(targetsOf(account.all())).toEqual(settled);
  });

  it('changes nothing at a second run', async () => {
    const account = memoryWebhooks(strangers);
    await settleWebhooks(wanted, depsOf(account.calls));
    const before = account.all();
    account.log.splice(0);

    const result = await settleWebhooks(wanted, depsOf(account.calls));

    expect(result).toMatchObject({ created: [], removed: 0 });
    expect(account.log).toEqual(['list']);
    expect(account.all()).toEqual(before);
  });

  it('removes the old webhooks last of all, after the list has shown the new ones', async () => {
    const account = memoryWebhooks([...old, ...strangers]);

    await settleWebhooks(wanted, depsOf(account.calls));

    expect(account.log).toEqual([
      'list',
      ...events.map((event) => `create ${event}`),
      'list',
      ...old.map(({ id }) => `remove ${id}`),
      'list',
    ]);
    expect(targetsOf(account.all())).toEqual(settled);
  });

  it('waits for a list that shows a change later, and removes no old webhook before', async () => {
    const account = memoryWebhooks(old);
    let stale = 3;
    const list = () => (stale-- > 0 ? Promise.resolve(old) : account.calls.list());

    await settleWebhooks(wanted, depsOf({ ...account.calls, list }));

    expect(targetsOf(account.all())).toEqual(targetsOf(events.map((event) => ({ event, target }))));
  });

  it('removes nothing if the list never shows the new webhooks', async () => {
    const account = memoryWebhooks(old);
    const calls = { ...account.calls, list: () => Promise.resolve(old) };

    await expect(settleWebhooks(wanted, depsOf(calls))).rejects.toThrow(
      'does not list the new webhooks for A, B, C, D, E. No old webhook was removed.',
    );

    expect(account.all()).toEqual(expect.arrayContaining(old));
  });

  it('removes nothing if somebody rotates the token meanwhile: the new webhooks look like old ones', async () => {
    const account = memoryWebhooks(old);
    const requireReady = () => Promise.reject(new CommandFailure('rotated'));

    await expect(settleWebhooks(wanted, depsOf(account.calls, { requireReady }))).rejects.toThrow('rotated');

    expect(account.all()).toEqual(expect.arrayContaining(old));
  });

  it('makes no second webhook if only the answer was lost', async () => {
    const account = memoryWebhooks();
    const create: SettleDeps['calls']['create'] = async (webhook) => {
      await account.calls.create(webhook);
      throw new CommandFailure('no answer');
    };

    const { created } = await settleWebhooks(wanted, depsOf({ ...account.calls, create }));

    expect(created).toEqual(events);
    expect(account.all()).toHaveLength(5);
  });

  it('fails with the reason if a webhook was not created', async () => {
    const account = memoryWebhooks(old);
    const create = () => Promise.reject(new CommandFailure('refused'));

    await expect(settleWebhooks(wanted, depsOf({ ...account.calls, create }))).rejects.toThrow('refused');

    expect(account.all()).toEqual(old);
  });

  it('removes the doubles of two commands that ran at the same time', async () => {
    const account = memoryWebhooks();
    const run = () => settleWebhooks(wanted, depsOf(account.calls));

    await Promise.all([run(), run()]);
    await run();

    expect(targetsOf(account.all())).toEqual(targetsOf(events.map((event) => ({ event, target }))));
  });

  it('ends if the provider lists removed webhooks for ever', async () => {
    const account = memoryWebhooks(old);
    const calls = { ...account.calls, remove: () => Promise.resolve() };

    await expect(settleWebhooks(wanted, depsOf(calls))).rejects.toThrow('although they were removed');
  });
});

/** The longest run: a list, five created, a list, five removed, a list. */
const callCount = 13;

describe.each(Array.from({ length: callCount }, (_, index) => index + 1))(
  'a process that dies at its call %i',
  (call) => {
    it.each(['before', 'after'] as const)(
      '%s it is done is repeated, and no event is without a webhook',
      async (when) => {
        const account = memoryWebhooks([...old, ...strangers]);
        account.dieAt(call, when);
        // A process that is dead makes no other call.
        const dead = () => Promise.reject(new Died());
        const calls: SettleDeps['calls'] = {
          ...account.calls,
          list: () => (account.log.length >= call ? dead() : account.calls.list()),
          create: (webhook) => (account.log.length >= call ? dead() : account.calls.create(webhook)),
          remove: (webhook) => (account.log.length >= call ? dead() : account.calls.remove(webhook)),
        };

        await expect(settleWebhooks(wanted, depsOf(calls))).rejects.toThrow(Died);

        const own = account.all().filter((one) => one.target.startsWith(`${address}/`));
        expect(own.map((one) => one.event)).toEqual(expect.arrayContaining(events));
        account.live();
        await settleWebhooks(wanted, depsOf(account.calls));
        expect(targetsOf(account.all())).toEqual(settled);
      },
    );
  },
);
