import { runCli } from './harness/sample/run-cli';
import { readSecret } from './harness/sample/sample-stack';
import { useSample } from './harness/sample/use-sample';

const endpoints = [
  { provider: 'iinked-sign', endpoint: 'contracts' },
  { provider: 'sign-plus', endpoint: 'sign-plus' },
  { provider: 'documenso', endpoint: 'documenso' },
  { provider: 'kingsign', endpoint: 'kingsign' },
] as const;
const sample = useSample({ endpoints });

const run = (...args: readonly string[]) => runCli(sample().emulator, ...args);

interface Printed {
  readonly endpoints: readonly {
    readonly endpoint: string;
    readonly address: string;
    readonly secret?: string;
    readonly secretsToFill: readonly { readonly arn: string }[];
  }[];
}

/** Lists the proof of each endpoint's webhooks. */
const proofs = () => endpoints.map(({ endpoint }) => sample().connected(endpoint).proof);

it('prints the addresses and secrets that are registered at the simulated providers', async () => {
  const { connected, stack } = sample();

  const { code, stdout, stderr } = await run('addresses', '--stack', stack.name, '--json');

  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringMatching(/^The output contains secrets.*\n$/) as string,
  });
  const printed = (JSON.parse(stdout) as Printed).endpoints;
  expect(printed.map(({ endpoint }) => endpoint)).toEqual([
    'contracts',
    'documenso',
    'kingsign',
    'sign-plus',
  ]);
  for (const { endpoint, address, secret = '' } of printed) {
    const { target } = connected(endpoint);
    expect(address).toBe(target.url);
    if (endpoint !== 'contracts') expect(secret).toBe(target.secret);
  }
});

it('a printed address accepts a webhook of its provider', async () => {
  const { stack, connected, post } = sample();
  const { stdout } = await run('addresses', '--stack', stack.name, '--json');
  const { address } = (JSON.parse(stdout) as Printed).endpoints.find(
    ({ endpoint }) => endpoint === 'kingsign',
  )!;
  const { simulator } = connected('kingsign');
  const [webhook] = (await simulator.addEnvelope()).webhooks();

  const answers = await Promise.all([
    post('kingsign', webhook!, { url: address }),
    post('kingsign', webhook!, { url: `${address}x` }),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([200, 401]);
});

it('names a stack that does not exist, and prints no secret', async () => {
  const { code, stdout, stderr } = await run('addresses', '--stack', 'Elsewhere');

  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(
    /^Could not read the stack "Elsewhere": it does not exist\. .*Asked: region [\w-]+\.\n$/,
  );
});

it('says which secrets of a provider have a value, and never prints one', async () => {
  const { stack, clients } = sample();

  const { stdout } = await run('addresses', '--stack', stack.name);

  for (const arn of [stack.webhookSecret('contracts'), stack.apiKeySecret('contracts')]) {
    expect(stdout).toContain(`${arn} has `);
    expect(stdout).not.toContain(await readSecret(clients, arn));
  }
  expect(proofs().filter((proof) => stdout.includes(proof))).toHaveLength(3);
});
