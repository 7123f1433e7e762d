import type { ApiErrorReason } from '../../../lambda/contracts/failure-reason';
import { kingsignWebhooks } from '../../../lambda/providers/kingsign/webhook-registry';
import { signPlusWebhooks } from '../../../lambda/providers/sign-plus/webhook-registry';
import type { ListedRegistration, RegisteredWebhook } from '../../../lambda/providers/webhook-registry';
import { startKingsignSimulator, type KingsignSimulator } from '../../simulators/kingsign/simulator';
import { faultOf, type Fault } from '../../simulators/kit/faults';
import type { ProviderSimulator } from '../../simulators/kit/provider-simulator';
import { start as startSignPlus } from '../../simulators/sign-plus';

const target = 'https://hooks.example.com/webhooks/name/a-secret-token';
const signal = () => AbortSignal.timeout(5_000);

interface Subject {
  readonly registration: ListedRegistration;
  readonly start: () => Promise<ProviderSimulator>;
  readonly routes: { readonly list: string; readonly create: string; readonly remove: string };
}

const startKingsign = async () => {
  const simulator = await startKingsignSimulator();
  await simulator.addDocument();
  return simulator;
};

const subjects: readonly (readonly [string, Subject])[] = [
  [
    'Sign.Plus',
    {
      registration: signPlusWebhooks,
      start: startSignPlus,
      routes: { list: 'list-webhooks', create: 'create-webhook', remove: 'delete-webhook' },
    },
  ],
  [
    'Kingsign',
    {
      registration: kingsignWebhooks,
      start: startKingsign,
      routes: { list: 'list-integrations', create: 'create-integration', remove: 'remove-integration' },
    },
  ],
];

const registryOf = (registration: ListedRegistration, { apiUrl, apiKey }: ProviderSimulator) =>
  registration.makeRegistry(
    { apiUrl },
    { fetch, apiKeys: () => Promise.resolve([{ stage: 'current', value: apiKey }]) },
  );

const eventsOf = (webhooks: readonly RegisteredWebhook[]) => webhooks.map(({ event }) => event).sort();

describe.each(subjects)('the webhooks of %s', (_, { registration, start, routes }) => {
  let simulator: ProviderSimulator;
  beforeEach(async () => {
    simulator = await start();
  });
  afterEach(() => simulator.close());

  it('are listed once they are created, and no more once they are removed', async () => {
    const registry = registryOf(registration, simulator);
    for (const event of registration.events) await registry.create({ event, target }, signal());

    const listed = await registry.list(signal());

    expect(eventsOf(listed)).toEqual([...registration.events].sort());
    expect(new Set(listed.map((one) => one.target))).toEqual(new Set([target]));
    for (const { id } of listed) await registry.remove(id, signal());
    expect(await registry.list(signal())).toEqual([]);
    expect(simulator.hooks?.all()).toEqual([]);
  });

  it('that are gone are as good as removed', async () => {
    await registryOf(registration, simulator).remove('64a1b2c3d4e5f67890123456', signal());
  });

  it.each(['', '..', 'a/b', 'a?b', '*'])('with the id "%s" are never asked to be removed', async (id) => {
    const before = simulator.requests.length;

    await expect(registryOf(registration, simulator).remove(id, signal())).rejects.toThrow('unsafe-id');

    expect(simulator.requests.length).toBe(before);
  });

  const faults: readonly (readonly [string, Fault, ApiErrorReason])[] = [
    ['an answer 401', faultOf.unauthorized, 'unauthorized'],
    ['an answer 429', faultOf.rateLimited('7'), 'rate-limited'],
    ['an answer 500', faultOf.serverError, 'server-error'],
    ['a lost answer', faultOf.cutOff('none'), 'unreachable'],
    ['a redirect', faultOf.redirect('https://evil.example/'), 'redirect-refused'],
  ];

  it.each(faults)(
    'survive %s to each call, which names neither address nor key',
    async (_what, fault, reason) => {
      const registry = registryOf(registration, simulator);
      const event = registration.events[0]!;
      await registry.create({ event, target }, signal());
      const [{ id } = { id: '' }] = await registry.list(signal());
      for (const route of Object.values(routes)) simulator.faults.set(route, fault);

      const failures = await Promise.all(
        [
          registry.list(signal()),
          registry.create({ event, target }, signal()),
          registry.remove(id, signal()),
        ].map((call) => call.catch((error: unknown) => error)),
      );

      for (const failure of failures) {
        expect(failure).toMatchObject({ reason });
        expect(String(failure)).not.toMatch(/a-secret-token|hooks\.example/);
        expect(JSON.stringify(failure)).not.toContain(simulator.apiKey);
      }
    },
  );

  it.each([
    ['a page that is cut off', faultOf.cutOff('content-length'), 'cut-off'],
    ['a page that ends too early, as if it were whole', faultOf.cutOff('until-close'), 'not-json'],
    ['a sign-in page', faultOf.html, 'not-json'],
    ['an answer without its list', faultOf.bytes(Buffer.from('{}'), 'application/json'), 'unexpected-answer'],
    ['a list of nothing known', faultOf.bytes(Buffer.from('[]'), 'application/json'), 'unexpected-answer'],
  ])('are not %s', async (_what, fault, reason) => {
    await registryOf(registration, simulator).create({ event: registration.events[0]!, target }, signal());
    simulator.faults.set(routes.list, fault);

    await expect(registryOf(registration, simulator).list(signal())).rejects.toMatchObject({ reason });
  });
});

describe('the integrations of Kingsign', () => {
  let simulator: KingsignSimulator;
  beforeEach(async () => {
    simulator = await startKingsign();
  });
  afterEach(() => simulator.close());

  const integration = (id: string, more: object = {}) => ({
    ...{ id, event: 'document.updated', target, name: 'n', isEnabled: true },
    workspaceId: simulator.workspaceId,
    ...more,
  });

  it('are read page after page, each once', async () => {
    for (let index = 100; index < 123; index++) simulator.hooks.add(integration(`id-${index}`));
    simulator.integrations.maxPage = 5;

    const listed = await registryOf(kingsignWebhooks, simulator).list(signal());

    expect(new Set(listed.map(({ id }) => id)).size).toBe(23);
  });

  it('of another workspace are not read', async () => {
    simulator.hooks.add(integration('stranger', { workspaceId: 'another' }));

    expect(await registryOf(kingsignWebhooks, simulator).list(signal())).toEqual([]);
  });

  it('of another workspace are not ours, also if the service does not obey the filter', async () => {
    const row = (id: string, workspaceId: string) => ({
      ...{ _id: id, url: target, notificationType: 'document.updated', isEnabled: true, workspaceId },
    });
    const data = [row('own', simulator.workspaceId), row('foreign', 'another')];
    const page = JSON.stringify({ total: 2, limit: 50, skip: 0, data });
    simulator.faults.set('list-integrations', faultOf.bytes(Buffer.from(page), 'application/json'));

    const listed = await registryOf(kingsignWebhooks, simulator).list(signal());

    expect(listed.map(({ id }) => id)).toEqual(['own']);
  });

  it('are switched off, or not', async () => {
    simulator.hooks.add(integration('off', { isEnabled: false }));
    simulator.hooks.add(integration('on'));

    const listed = await registryOf(kingsignWebhooks, simulator).list(signal());

    expect(listed.map(({ id, enabled }) => [id, enabled])).toEqual([
      ['off', false],
      ['on', true],
    ]);
  });

  it('fail if a page is empty before the end of the list', async () => {
    const page = JSON.stringify({ total: 3, limit: 50, skip: 0, data: [] });
    simulator.faults.set('list-integrations', faultOf.bytes(Buffer.from(page), 'application/json'));

    await expect(registryOf(kingsignWebhooks, simulator).list(signal())).rejects.toMatchObject({
      reason: 'unexpected-answer',
    });
  });

  it('need a template, which shows the workspace of the key', async () => {
    const empty = await startKingsignSimulator();

    await expect(registryOf(kingsignWebhooks, empty).list(signal())).rejects.toMatchObject({
      reason: 'workspace-unknown',
    });
    await empty.close();
  });

  it.each([
    ['open to anybody', false, true],
    ['closed', true, false],
  ])('are %s: no address is read to find that out, and no key is sent', async (_, needsKey, isOpen) => {
    simulator.hooks.add(integration('one'));
    simulator.integrations.needsKey = needsKey;

    expect(await registryOf(kingsignWebhooks, simulator).isReadableByAnybody?.(signal())).toBe(isOpen);

    const asked = simulator.requests.at(-1);
    expect(asked?.path).toContain('limit=0');
    expect(Object.keys(asked?.headers ?? {})).not.toContain('ks-api-key');
  });

  it.each([
    ['a sign-in page', faultOf.html],
    ['a redirect to one', faultOf.redirect('https://sign.example.com/login')],
  ])('are closed behind %s', async (_, fault) => {
    simulator.faults.set('list-integrations', fault);

    expect(await registryOf(kingsignWebhooks, simulator).isReadableByAnybody?.(signal())).toBe(false);
  });

  it('are not known to be closed if the server fails', async () => {
    simulator.faults.set('list-integrations', faultOf.serverError);

    await expect(
      registryOf(kingsignWebhooks, simulator).isReadableByAnybody?.(signal()),
    ).rejects.toMatchObject({
      reason: 'server-error',
    });
  });
});
