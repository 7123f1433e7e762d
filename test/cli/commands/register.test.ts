import { CommandFailure } from '../../../cli/command-failure';
import { register, type RegisterDeps } from '../../../cli/commands/register';
import { kingsignWebhooks } from '../../../lambda/providers/kingsign/webhook-registry';
import { faultOf, type Fault } from '../../simulators/kit/faults';
import { startIinkedSignSimulator } from '../../simulators/iinked-sign/simulator';
import { startKingsignSimulator, type KingsignSimulator } from '../../simulators/kingsign/simulator';
import { asProviderSimulator as iinkedSignOf } from '../../simulators/iinked-sign';
import { asProviderSimulator } from '../../simulators/sign-plus';
import { startSignPlusSimulator, type SignPlusSimulator } from '../../simulators/sign-plus/simulator';
import { documenso, secretArn } from '../stack-of';
import { endpointOf, registrationWorld } from './registration-world';

const options = { stack: 'Mine', endpoint: 'mine', dryRun: false, overwrite: false, json: false };

const failureOf = (run: Promise<unknown>) =>
  run.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('at Sign.Plus', () => {
  let simulator: SignPlusSimulator;
  beforeEach(async () => {
    simulator = await startSignPlusSimulator();
  });
  afterEach(() => simulator.close());
  const world = () => {
    const endpoint = endpointOf(asProviderSimulator(simulator), 'in-address');
    return registrationWorld([endpoint], simulator.apiToken);
  };

  it('registers five webhooks, and says which, without the token', async () => {
    const { deps, printed, warned, leaks } = world();

    expect(await register(options, deps)).toBe(0);

    expect(simulator.hooks.all().map(({ event }) => event)).toHaveLength(5);
    expect(new Set(simulator.hooks.all().map(({ target }) => target))).toEqual(
      new Set(['https://hooks.example.com/webhooks/mine/the-first-token-of-mine']),
    );
    expect(printed[0]).toBe('mine: https://hooks.example.com/webhooks/mine/…');
    expect(printed).toContain('  ENVELOPE_COMPLETED: registered');
    expect([warned, leaks()]).toEqual([[], []]);
  });

  it('does nothing in a dry run but to say what it would do', async () => {
    const { deps, printed } = world();

    await register({ ...options, dryRun: true }, deps);

    expect(simulator.hooks.all()).toEqual([]);
    expect(printed).toContain('  ENVELOPE_VOIDED: would be registered');
  });

  it('prints JSON without the token', async () => {
    const { deps, printed, leaks } = world();

    await register({ ...options, json: true }, deps);

    expect(JSON.parse(printed.join('\n'))).toEqual({
      stack: 'Mine',
      endpoint: 'mine',
      provider: 'sign-plus',
      dryRun: false,
      events: expect.arrayContaining(['ENVELOPE_EXPIRED']) as string[],
      created: expect.arrayContaining(['ENVELOPE_EXPIRED']) as string[],
      removed: 0,
      others: 0,
      readableByAnybody: false,
    });
    expect(leaks()).toEqual([]);
  });

  it('waits as long as the provider asks, and calls again', async () => {
    const { deps } = world();
    simulator.faults.set('create-webhook', faultOf.rateLimited('20'), { times: 2 });

    expect(await register(options, deps)).toBe(0);

    expect(simulator.hooks.all()).toHaveLength(5);
    expect(deps.watch.elapsedMs()).toBe(40_000);
  });

  const unfinished: readonly (readonly [string, string, Fault, RegExp])[] = [
    ['the key is refused', 'list-webhooks', faultOf.unauthorized, /refused the API key/],
    ['there are too many calls', 'create-webhook', faultOf.rateLimited('3600'), /too many calls/],
    ['the server fails', 'list-webhooks', faultOf.serverError, /server-error/],
    ['the list is cut off', 'list-webhooks', faultOf.cutOff('content-length'), /ended too early/],
    ['an old webhook is not removed', 'delete-webhook', faultOf.serverError, /remove a webhook for/],
  ];

  it.each(unfinished)(
    'fails in words where %s, and completes when it is run again',
    async (_, route, fault, words) => {
      const { deps, leaks } = world();
      const target = 'https://hooks.example.com/webhooks/mine/an-old-token-of-mine';
      simulator.hooks.add({ id: '0'.repeat(24), event: 'ENVELOPE_COMPLETED', target });
      simulator.faults.set(route as 'list-webhooks', fault);

      const failure = await failureOf(register(options, deps));

      expect(failure).toMatchObject({
        name: 'CommandFailure',
        message: expect.stringMatching(words) as string,
      });
      expect(leaks(failure)).toEqual([]);
      expect(simulator.hooks.all().map((one) => one.event)).toContain('ENVELOPE_COMPLETED');
      simulator.faults.clear();
      await register(options, deps);
      expect(simulator.hooks.all()).toHaveLength(5);
      expect(simulator.hooks.all().map((one) => one.target)).not.toContain(target);
    },
  );

  it('makes no double if every answer to a new webhook is lost', async () => {
    const { deps } = world();
    simulator.faults.set('create-webhook', faultOf.cutOff('none'));

    expect(await register(options, deps)).toBe(0);

    expect(simulator.hooks.all()).toHaveLength(5);
  });

  it.each([
    ['does not archive', { apiKeySecretArn: undefined }, /does not archive .* by hand: `addresses`/],
    ['was deployed by an earlier version', { apiUrl: undefined }, /Deploy it with this version first/],
    ['has a provider of a newer version', { provider: 'newest' }, /does not know the provider "newest"/],
    ['has an API that is not safe to send a key to', { apiUrl: 'http://sign.example.com' }, /check apiUrl/],
  ])('refuses an endpoint that %s', async (_, changed, words) => {
    const { apiKeySecretArn, apiUrl, ...rest } = {
      ...endpointOf(asProviderSimulator(simulator), 'in-address'),
      ...changed,
    };
    const endpoint = { ...rest, ...(apiKeySecretArn && { apiKeySecretArn }), ...(apiUrl && { apiUrl }) };
    const { deps } = registrationWorld([endpoint], simulator.apiToken);

    await expect(register(options, deps)).rejects.toThrow(words);

    expect(simulator.requests).toEqual([]);
  });

  it.each([
    ['token', secretArn('Webhook'), 'short', /is not accepted/],
    ['API key', secretArn('Key'), undefined, /The API key of "mine" is needed/],
  ])('needs a usable %s', async (_, arn, value, words) => {
    const { deps, values } = world();
    if (value === undefined) values.delete(arn);
    else values.set(arn, value);

    await expect(register(options, deps)).rejects.toThrow(words);

    expect(simulator.hooks.all()).toEqual([]);
  });

  it('removes the webhooks with the former address of the same API', async () => {
    const executeApiAddress = 'https://abc.execute-api.eu-west-1.amazonaws.com/webhooks/mine';
    const endpoint = { ...endpointOf(asProviderSimulator(simulator), 'in-address'), executeApiAddress };
    const { deps, printed } = registrationWorld([endpoint], simulator.apiToken);
    const target = `${executeApiAddress}/the-first-token-of-mine`;
    simulator.hooks.add({ id: '0'.repeat(24), event: 'ENVELOPE_COMPLETED', target });

    await register(options, deps);

    expect(printed).toContain('  1 old webhook removed');
    expect(simulator.hooks.all().every((one) => one.target.startsWith(endpoint.address))).toBe(true);
  });

  it.each([
    [
      'does not answer',
      { code: 'ENOTFOUND' },
      /does not answer \(ENOTFOUND\), so no old webhook was removed/,
    ],
    ['answers something else', { status: 404 }, /answers 404, not 401, so no old webhook was removed/],
  ])('keeps the webhooks of the former address while the new one %s', async (_what, answer, words) => {
    const executeApiAddress = 'https://abc.execute-api.eu-west-1.amazonaws.com/webhooks/mine';
    const endpoint = { ...endpointOf(asProviderSimulator(simulator), 'in-address'), executeApiAddress };
    const { deps } = registrationWorld([endpoint], simulator.apiToken);
    const target = `${executeApiAddress}/the-first-token-of-mine`;
    simulator.hooks.add({ id: '0'.repeat(24), event: 'ENVELOPE_COMPLETED', target });
    const asked: string[] = [];
    const postNothing = (url: string) => (asked.push(url), Promise.resolve(answer));

    await expect(register(options, { ...deps, postNothing })).rejects.toThrow(words);

    expect(simulator.hooks.all().map((one) => one.target)).toContain(target);
    expect(asked).toEqual([`${endpoint.address}/-`]);
  });
});

describe('at Kingsign', () => {
  let simulator: KingsignSimulator;
  beforeEach(async () => {
    simulator = await startKingsignSimulator();
    await simulator.addDocument();
  });
  afterEach(() => simulator.close());

  it.each([
    [false, ['Problem: this provider answers the list of webhooks without any credentials.']],
    [true, []],
  ])(
    'asks for the list without credentials before anything else, and warns if it is answered (closed: %s)',
    async (needsKey, warnings) => {
      simulator.integrations.needsKey = needsKey;
      const { deps, warned, leaks } = registrationWorld(
        [endpointOf(simulator, 'in-address')],
        simulator.apiKey,
      );

      expect(await register(options, deps)).toBe(0);

      expect(warned.map((line) => line.split(/(?<=\.) /)[0])).toEqual(warnings);
      expect(leaks()).toEqual([]);
      const [first, ...others] = simulator.requests;
      expect(first?.headers['ks-api-key']).toBeUndefined();
      for (const { headers } of others) expect(headers['ks-api-key']).toBe(simulator.apiKey);
      expect(simulator.hooks.all().map(({ event }) => event)).toEqual(kingsignWebhooks.events);
    },
  );

  it('replaces a webhook that is switched off', async () => {
    const target = 'https://hooks.example.com/webhooks/mine/the-first-token-of-mine';
    const { workspaceId } = simulator;
    simulator.hooks.add({
      id: 'off',
      event: 'document.completed',
      target,
      name: 'n',
      isEnabled: false,
      workspaceId,
    });
    const { deps } = registrationWorld([endpointOf(simulator, 'in-address')], simulator.apiKey);

    await register(options, deps);

    expect(simulator.hooks.all().map(({ id, isEnabled }) => [id === 'off', isEnabled])).toEqual([
      [false, true],
      [false, true],
    ]);
  });
});

describe('at iinked Sign', () => {
  const start = async () => {
    const simulator = await startIinkedSignSimulator();
    const endpoint = endpointOf(iinkedSignOf(simulator), 'given-by-provider');
    return { simulator, endpoint, ...registrationWorld([endpoint], simulator.apiKey) };
  };
  const overwrite = { ...options, overwrite: true };
  const secretOf = ({ simulator }: Awaited<ReturnType<typeof start>>) =>
    simulator.endpoints.get('https://hooks.example.com/webhooks/mine')?.secret;

  it('refuses without --overwrite, and says that nobody can look', async () => {
    const { simulator, deps, puts } = await start();

    await expect(register(options, deps)).rejects.toThrow(
      /^Nobody can look which address .* that of another system would be replaced.* add --overwrite\.$/,
    );

    expect([simulator.requests, puts]).toEqual([[], []]);
    await simulator.close();
  });

  it('puts the secret of the answer into Secrets Manager, and nowhere else', async () => {
    const world = await start();
    const { deps, puts, values, leaks } = world;

    expect(await register({ ...overwrite, json: true }, deps)).toBe(0);

    expect(puts).toEqual([secretArn('Webhook')]);
    expect(values.get(secretArn('Webhook'))).toBe(secretOf(world));
    expect(leaks()).toEqual([]);
    await world.simulator.close();
  });

  it('puts in no second version if the secret is the same: the one before stays valid', async () => {
    const { deps, puts, printed, simulator } = await start();
    await register(overwrite, deps);

    expect(await register(overwrite, deps)).toBe(0);

    expect(puts).toHaveLength(1);
    expect(printed.at(-1)).toContain('that the stack has already');
    await simulator.close();
  });

  it.each([
    ['the answer is lost', faultOf.cutOff('none')],
    ['the answer is cut off', faultOf.cutOff('content-length')],
    ['the server fails', faultOf.serverError],
    [
      'the answer is another one',
      faultOf.bytes(Buffer.from('{"endpoint":{"url":"https://x.example","secret":"s"}}')),
    ],
  ])('says that it has to be run again where %s, and then has the secret', async (_, fault) => {
    const world = await start();
    const { simulator, deps, values, leaks, puts } = world;
    simulator.registerBehaviour.makesNewSecret = true;
    simulator.faults.set('register', fault, { times: 1 });

    const failure = await failureOf(register(overwrite, deps));

    expect(String(failure)).toContain('Run this again with --overwrite.');
    expect([leaks(failure), puts]).toEqual([[], []]);
    await register(overwrite, deps);
    expect(values.get(secretArn('Webhook'))).toBe(secretOf(world));
    await simulator.close();
  });

  it('does not say so if the provider has refused the call', async () => {
    const { simulator, deps } = await start();
    simulator.faults.set('register', faultOf.unauthorized);

    expect(String(await failureOf(register(overwrite, deps)))).not.toContain('again with --overwrite');
    await simulator.close();
  });

  it('says so if the secret cannot be put in, without the secret', async () => {
    const world = await start();
    const put: RegisterDeps['versioning']['put'] = () => Promise.reject(new CommandFailure('AWS is down.'));
    const deps = { ...world.deps, versioning: { ...world.deps.versioning, put } };

    const failure = await failureOf(register(overwrite, deps));

    expect(String(failure)).toMatch(
      /AWS is down\. The provider may have .* Run this again with --overwrite\.$/,
    );
    expect(String(failure)).not.toContain(secretOf(world));
    await world.simulator.close();
  });

  it('refuses an endpoint whose secret another one has too', async () => {
    const { simulator, endpoint } = await start();
    const { deps } = registrationWorld([endpoint, { ...endpoint, endpoint: 'other' }], simulator.apiKey);

    await expect(register(overwrite, deps)).rejects.toThrow(/is also the one of other/);

    expect(simulator.requests).toEqual([]);
    await simulator.close();
  });
});

it('at Documenso prints the steps of a person, with exit code 1 and without the secret', async () => {
  const { deps, printed, leaks } = registrationWorld(
    [{ ...documenso, webhookSecretArn: secretArn('Webhook') }],
    'key',
  );

  expect(await register({ ...options, endpoint: 'team' }, deps)).toBe(1);

  expect(printed.join('\n')).toContain(documenso.address);
  expect(printed.at(-1)).toContain('addresses --stack Mine` prints the secret.');
  expect(leaks()).toEqual([]);
});
