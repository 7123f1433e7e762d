import type { KingsignSimulator } from '../simulators/kingsign/simulator';
import { faultOf } from '../simulators/kit/faults';
import type { WebhookTarget } from '../simulators/kit/provider-simulator';
import type { HookStore } from '../simulators/kit/registered-hooks';
import type { Emulator } from './harness/emulator/emulator';
import { postFirstWebhook } from './harness/sample/every-provider';
import { operatorUser } from './harness/sample/operator-user';
import { runCli, type CliRun } from './harness/sample/run-cli';
import { completeArn, readSecret } from './harness/sample/sample-stack';
import { useSample } from './harness/sample/use-sample';

const endpoints = [
  { provider: 'sign-plus', endpoint: 'sign-plus' },
  { provider: 'kingsign', endpoint: 'kingsign' },
  { provider: 'iinked-sign', endpoint: 'contracts' },
  { provider: 'documenso', endpoint: 'documenso' },
] as const;
type EndpointName = (typeof endpoints)[number]['endpoint'];
const sample = useSample({ endpoints });

const printed: string[] = [];
const secrets = new Set<string>();
let operator: Emulator;

const outputOf = (endpoint: EndpointName) => sample().stack.operatorOutput(endpoint);

const get = ['secretsmanager:GetSecretValue'];
const put = ['secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue'];

beforeAll(async () => {
  const { clients, connected, stack } = sample();
  const arns = Object.fromEntries(
    await Promise.all(
      endpoints.map(async ({ endpoint }) => {
        const { webhookSecretArn, apiKeySecretArn } = outputOf(endpoint);
        const secret = await completeArn(clients, webhookSecretArn);
        return [endpoint, [secret, await completeArn(clients, apiKeySecretArn)]] as const;
      }),
    ),
  ) as Record<EndpointName, readonly [secret: string, apiKey: string]>;
  // What `docs/commands.md` lists for `register`, `unregister` and `rotate --register`, and nothing else.
  operator = await operatorUser(sample(), 'registers', {
    [`arn:aws:cloudformation:*:*:stack/${stack.name}/*`]: ['cloudformation:DescribeStacks'],
    [arns['sign-plus'][0]]: [...get, ...put],
    [arns['sign-plus'][1]]: get,
    [arns.kingsign[0]]: get,
    [arns.kingsign[1]]: get,
    [arns.contracts[0]]: [...get, ...put],
    [arns.contracts[1]]: get,
  });
  for (const { endpoint } of endpoints) secrets.add(connected(endpoint).simulator.apiKey);
});

/** Runs a command under the operator's role. */
async function run(command: string, endpoint: EndpointName, ...rest: readonly string[]): Promise<CliRun> {
  const { webhookSecretArn } = outputOf(endpoint);
  secrets.add(await readSecret(sample().clients, webhookSecretArn));
  const result = await runCli(
    operator,
    command,
    '--stack',
    sample().stack.name,
    '--endpoint',
    endpoint,
    ...rest,
  );
  secrets.add(await readSecret(sample().clients, webhookSecretArn));
  printed.push(result.stdout, result.stderr);
  return result;
}

const hooksOf = (endpoint: EndpointName) => sample().connected(endpoint).simulator.hooks as HookStore;

const targetsAt = (endpoint: EndpointName) =>
  new Set(
    hooksOf(endpoint)
      .all()
      .map(({ target }) => target),
  );

/** Delivers a webhook to an address, or with a secret, as the provider does, and returns the status. */
async function delivered(endpoint: EndpointName, target: Partial<WebhookTarget>): Promise<number> {
  return (await postFirstWebhook(sample(), endpoint, target)).status;
}

describe('Sign.Plus', () => {
  const stranger = {
    id: 'f'.repeat(24),
    event: 'ENVELOPE_COMPLETED',
    target: 'https://crm.example.com/hook',
  };

  it('gets five webhooks with the address of the endpoint, which are accepted, and none more at a second run', async () => {
    hooksOf('sign-plus').add(stranger);
    hooksOf('sign-plus').add({
      ...stranger,
      id: 'e'.repeat(24),
      target: `${outputOf('sign-plus').address}-2/token`,
    });

    expect(await run('register', 'sign-plus', '--dry-run')).toMatchObject({ code: 0, stderr: '' });
    expect(hooksOf('sign-plus').all()).toHaveLength(2);
    const first = await run('register', 'sign-plus');
    const registered = hooksOf('sign-plus').all();
    const second = await run('register', 'sign-plus', '--json');

    expect([first.code, first.stderr, second.code]).toEqual([0, '', 0]);
    expect(JSON.parse(second.stdout)).toMatchObject({ created: [], removed: 0, others: 2 });
    expect(hooksOf('sign-plus').all()).toEqual(registered);
    const own = registered.slice(2);
    expect(new Set(own.map(({ event }) => event)).size).toBe(5);
    for (const { target } of own) expect(await delivered('sign-plus', { url: target })).toBe(200);
  });

  it('has the new token before the old one ends, and both are accepted meanwhile', async () => {
    const [old] = [...targetsAt('sign-plus')].slice(2);

    const { code, stdout } = await run('rotate', 'sign-plus', '--register', '--yes');

    expect(code).toBe(0);
    expect(stdout).toContain('5 old webhooks removed');
    const own = [...targetsAt('sign-plus')].slice(2);
    expect(own).toEqual([expect.not.stringMatching(old!)]);
    expect(await delivered('sign-plus', { url: own[0]! })).toBe(200);
    expect(await delivered('sign-plus', { url: old! })).toBe(200);
  });

  it('that refuses the key changes nothing, and the command says so in words', async () => {
    const before = hooksOf('sign-plus').all();
    const { simulator } = sample().connected('sign-plus');
    simulator.faults.set('list-webhooks', faultOf.unauthorized);

    const { code, stdout, stderr } = await run('rotate', 'sign-plus', '--register', '--yes');

    simulator.faults.clear();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('Could not list the webhooks at the provider: it refused the API key');
    expect(hooksOf('sign-plus').all()).toEqual(before);
  });

  it('keeps only the webhooks of others when the endpoint is unregistered', async () => {
    expect(await run('unregister', 'sign-plus')).toMatchObject({ code: 1, stdout: '' });
    expect(hooksOf('sign-plus').all()).toHaveLength(7);

    const { code, stdout } = await run('unregister', 'sign-plus', '--yes');

    expect(code).toBe(0);
    expect(stdout).toContain('5 webhooks');
    expect(
      hooksOf('sign-plus')
        .all()
        .map(({ id }) => id),
    ).toEqual([stranger.id, 'e'.repeat(24)]);
  });
});

it('Kingsign gets two integrations, which are accepted, and the command says that anybody can read them', async () => {
  const simulator = sample().connected('kingsign').simulator as KingsignSimulator;
  await simulator.addDocument();

  const { code, stdout, stderr } = await run('register', 'kingsign');

  expect(code).toBe(0);
  expect(stderr).toMatch(
    /^Problem: this provider answers the list of webhooks without any credentials\..*\n$/,
  );
  expect(stdout).toContain('document.completed: registered');
  expect(simulator.hooks.all().map(({ event }) => event)).toEqual(['document.updated', 'document.completed']);
  for (const target of targetsAt('kingsign')) expect(await delivered('kingsign', { url: target })).toBe(200);
  simulator.integrations.needsKey = true;
  expect(await run('register', 'kingsign')).toMatchObject({ code: 0, stderr: '' });
});

it('iinked Sign gets the address only with --overwrite, and its new secret proves webhooks, as the old one does', async () => {
  const { simulator, clients, connected, deliver } = sample();
  const { address, webhookSecretArn } = outputOf('contracts');
  const { proof: old } = connected('contracts');
  simulator.registerBehaviour.makesNewSecret = true;

  const refused = await run('register', 'contracts');
  const done = await run('register', 'contracts', '--overwrite');

  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('that of another system would be replaced');
  expect(done).toMatchObject({ code: 0, stderr: '' });
  const secret = simulator.endpoints.get(address)?.secret ?? '';
  expect(secret).not.toBe(old);
  expect(await readSecret(clients, webhookSecretArn)).toBe(secret);
  expect(await delivered('contracts', { secret })).toBe(200);
  const [webhook] = simulator.webhooksOf((await simulator.addPackage()).packageId);
  expect((await deliver('contracts', webhook!)).status).toBe(200);
});

it('Documenso needs a person: the command prints the steps, without the secret', async () => {
  const { code, stdout, stderr } = await run('register', 'documenso');

  expect([code, stderr]).toEqual([1, '']);
  expect(stdout).toContain('register by hand');
  expect(stdout).toContain(outputOf('documenso').address);
});

it('prints no secret', () => {
  expect(secrets.size).toBeGreaterThanOrEqual(9);
  const all = printed.join('\n');
  for (const secret of secrets) expect(all).not.toContain(secret);
});
