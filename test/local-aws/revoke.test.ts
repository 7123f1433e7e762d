import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { postFirstWebhook, signEnvelope } from './harness/sample/every-provider';
import { untilArchived } from './harness/observe/envelope-events';
import { operatorUser } from './harness/sample/operator-user';
import { runCli, runCliWithInput, type CliRun } from './harness/sample/run-cli';
import { completeArn, putSecret, readSecret } from './harness/sample/sample-stack';
import { targetOf } from './harness/sample/connect-endpoint';
import { useSample } from './harness/sample/use-sample';

const endpoints = [
  { provider: 'iinked-sign', endpoint: 'contracts' },
  { provider: 'iinked-sign', endpoint: 'unfilled' },
  { provider: 'iinked-sign', endpoint: 'empty' },
  { provider: 'sign-plus', endpoint: 'sign-plus' },
  { provider: 'documenso', endpoint: 'documenso' },
] as const;
type EndpointName = (typeof endpoints)[number]['endpoint'];
const sample = useSample({ endpoints, unconnected: ['unfilled', 'empty'] });

const printed: string[] = [];
const secrets: string[] = [];

/** Runs a command for the stack. */
async function run(command: string, ...rest: readonly string[]): Promise<CliRun> {
  const { emulator, stack } = sample();
  const result = await runCli(emulator, command, '--stack', stack.name, ...rest);
  printed.push(result.stdout, result.stderr);
  return result;
}

/** Posts a webhook with this proof and returns the status. An endpoint that is not connected has another one's sender. */
async function answer(
  endpoint: EndpointName,
  proof: string,
  sender: EndpointName = endpoint,
): Promise<number> {
  const target = targetOf(sample().stack.operatorOutput(endpoint), proof);
  return (await postFirstWebhook(sample(), sender, target)).status;
}

const secretArn = (endpoint: EndpointName) => sample().stack.operatorOutput(endpoint).webhookSecretArn;

async function variablesOf(FunctionName: string): Promise<Record<string, string>> {
  const { lambda } = sample().clients;
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  return Environment?.Variables ?? {};
}

const verifierOf = (endpoint: EndpointName) => sample().stack.operatorOutput(endpoint).verifierFunction;

describe.each(['contracts', 'sign-plus', 'documenso'] as const)('at %s', (endpoint) => {
  it('a replaced value is valid until it is revoked, and the new one always', async () => {
    const { clients, connected } = sample();
    const { proof: old } = connected(endpoint);
    expect(await answer(endpoint, old)).toBe(200);
    if (endpoint === 'contracts')
      await putSecret(clients, secretArn(endpoint), 'the-new-secret-of-contracts');
    else expect(await run('rotate', '--endpoint', endpoint, '--yes')).toMatchObject({ code: 0, stderr: '' });
    const renewed = await readSecret(clients, secretArn(endpoint));
    secrets.push(old, renewed);
    expect(renewed).not.toBe(old);
    expect([await answer(endpoint, renewed), await answer(endpoint, old)]).toEqual([200, 200]);
    const before = await variablesOf(verifierOf(endpoint));

    const { code, stdout, stderr } = await run('revoke', '--endpoint', endpoint, '--yes');

    expect(code).toBe(0);
    expect(stderr).toMatch(/^Starting new instances of \S+, without cached values …\n$/);
    expect(stdout).toContain(
      `Revoked: only the current value of the webhook secret of ${endpoint} is accepted now.`,
    );
    expect([await answer(endpoint, old), await answer(endpoint, renewed)]).toEqual([401, 200]);
    const { SECRETS_REVOKED_AT, ...others } = await variablesOf(verifierOf(endpoint));
    expect(others).toEqual(before);
    expect(Date.parse(SECRETS_REVOKED_AT ?? '')).toBeGreaterThan(0);
  });
});

it('rotate makes values of the same form as the deployment', async () => {
  expect(await readSecret(sample().clients, secretArn('sign-plus'))).toMatch(/^[A-Za-z0-9]{44}$/);
});

it('a second revoke reports that there is nothing to revoke, and changes nothing', async () => {
  const { code, stdout, stderr } = await run('revoke', '--endpoint', 'sign-plus', '--yes');

  expect(code).toBe(0);
  expect(stderr).toContain(
    'has no previous value. If its current value has leaked, this command alone does not help',
  );
  expect(stdout).toContain('Revoked');
  expect(await answer('sign-plus', await readSecret(sample().clients, secretArn('sign-plus')))).toBe(200);
});

it('the previous API key is revoked, and the archiver uses the current one', async () => {
  const { clients, connected, stack } = sample();
  const { apiKeySecretArn = '' } = stack.operatorOutput('contracts');
  const { simulator } = connected('contracts');
  await putSecret(clients, apiKeySecretArn, 'a-key-that-leaked');
  await putSecret(clients, apiKeySecretArn, simulator.apiKey);
  secrets.push('a-key-that-leaked', simulator.apiKey);

  const { code, stdout } = await run('revoke', '--endpoint', 'contracts', '--api-key', '--yes');

  expect(code).toBe(0);
  expect(stdout).toContain('Revoked: only the current value of the API key of contracts is accepted now.');
  const { VersionIdsToStages = {} } = await clients.secrets.send(
    new DescribeSecretCommand({ SecretId: apiKeySecretArn }),
  );
  expect(Object.values(VersionIdsToStages).flat()).toEqual(['AWSCURRENT']);
  const archiver = stack.find('AWS::Lambda::Function', 'Contracts', 'Archiver');
  expect(await variablesOf(archiver)).toHaveProperty('SECRETS_REVOKED_AT');
  await putSecret(clients, secretArn('contracts'), connected('contracts').proof);
  const { envelope } = await signEnvelope(sample(), 'contracts');
  await untilArchived(sample(), envelope.id, 60);
});

it('set-secret fills an empty secret, with no more than its documented permissions', async () => {
  const { clients, stack, emulator } = sample();
  const { webhookSecretArn, apiKeySecretArn = '' } = stack.operatorOutput('empty');
  const onSecret = ['secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue'];
  const operator = await operatorUser(sample(), 'fills-secrets', {
    [`arn:aws:cloudformation:*:*:stack/${stack.name}/*`]: ['cloudformation:DescribeStacks'],
    [await completeArn(clients, webhookSecretArn)]: onSecret,
    [await completeArn(clients, apiKeySecretArn)]: ['secretsmanager:DescribeSecret'],
  });
  const value = 'the-secret-that-a-provider-made';
  secrets.push(value);
  const set = async (...more: readonly string[]) => {
    const args = ['set-secret', '--stack', stack.name, '--endpoint', 'empty', ...more];
    const result = await runCliWithInput(operator, `${value}\n`, ...args);
    printed.push(result.stdout, result.stderr);
    return result;
  };

  // The local AWS lists a current version also of a secret without a value. On AWS it has none, and needs no --replace.
  expect(await set('--replace')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('The webhook secret of empty has a new value') as string,
    stderr: '',
  });
  expect(await answer('empty', value, 'contracts')).toBe(200);
  expect(await set()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('has a value already. Nothing was changed.') as string,
  });
  expect(await set('--api-key', '--replace')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      new RegExp(`access denied\\. You need secretsmanager:PutSecretValue.*Asked: region ${emulator.region}`),
    ) as string,
  });
});

it.each([
  [
    'a secret without a current value',
    ['revoke', '--endpoint', 'unfilled', '--yes'],
    /^The webhook secret of unfilled has no usable current value: \S+ .*Nothing was changed/,
  ],
  [
    'a script that did not say yes',
    ['revoke', '--endpoint', 'documenso'],
    /Nobody can answer, because there is no terminal: add --yes to answer yes\. Nothing was changed\.\n$/,
  ],
  [
    'a value that only the provider can make',
    ['rotate', '--endpoint', 'contracts', '--yes'],
    /generates its webhook secret: generate a new secret there/,
  ],
])('%s is refused, and nothing is changed', async (_what, [command = '', ...args], words) => {
  const { clients } = sample();
  const all = endpoints.map(({ endpoint }) => endpoint);
  const state = async () => ({
    variables: await Promise.all(all.map((endpoint) => variablesOf(verifierOf(endpoint)))),
    versions: await Promise.all(
      all.map((endpoint) =>
        clients.secrets.send(new DescribeSecretCommand({ SecretId: secretArn(endpoint) })),
      ),
    ).then((secretsNow) => secretsNow.map(({ VersionIdsToStages }) => VersionIdsToStages)),
  });
  const before = await state();

  const { code, stdout, stderr } = await run(command, ...args);

  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(words);
  expect(await state()).toEqual(before);
});

it('prints no secret', () => {
  expect(secrets.length).toBeGreaterThanOrEqual(8);
  const all = printed.join('\n');
  for (const secret of secrets) expect(all).not.toContain(secret);
});
