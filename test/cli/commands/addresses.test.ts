import { addresses } from '../../../cli/commands/addresses';
import { CommandFailure } from '../../../cli/command-failure';
import type { EndpointOutput } from '../../../cli/stack/outputs';
import type { SecretReading, SecretStages } from '../../../cli/stack/secrets';
import { plainSecretForm } from '../../../lambda/kit/secret-form';
import { webhookVerifiers } from '../../../lambda/providers/index';
import { documenso, iinkedSign, outputOf, secretArn, signPlus } from '../stack-of';

const token = 'q'.repeat(44);
const secret = 'S3cret'.repeat(7);
const values: Record<string, SecretReading> = {
  [signPlus.webhookSecretArn]: { value: token },
  [documenso.webhookSecretArn]: { value: secret },
};

interface RunOptions {
  readonly json?: boolean;
  readonly secrets?: Record<string, SecretReading>;
  /** The stages of secrets by ARN. A secret that is not here has no value; an error is thrown. */
  readonly stages?: Record<string, SecretStages | Error>;
  readonly region?: string;
  readonly profile?: string;
}

/** Runs the command on a stack with these endpoints. */
async function run(
  endpoints: readonly EndpointOutput[],
  { json = false, secrets = {}, stages = {}, ...session }: RunOptions = {},
) {
  let stdout = '';
  const warnings: string[] = [];
  const read: string[] = [];
  const exitCode = await addresses(
    { stack: 'Mine', json, ...session },
    {
      readOutputs: () => Promise.resolve([...endpoints.map(outputOf), { key: 'Other', value: 'x' }]),
      readSecret: (arn) => {
        read.push(arn);
        return Promise.resolve({ ...values, ...secrets }[arn] ?? { problem: 'is not expected' });
      },
      versioning: {
        stages(arn) {
          const found = stages[arn] ?? {};
          return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
        },
      },
      print: (lines) => (stdout += lines.map((line) => `${line}\n`).join('')),
      warn: (text) => warnings.push(text),
    },
  );
  return { exitCode, stdout, warnings, read };
}

describe('the text', () => {
  it('has full addresses, the steps at the provider, and the secrets to fill', async () => {
    const { exitCode, stdout, warnings } = await run([signPlus, documenso, iinkedSign]);

    expect({ exitCode, warnings }).toEqual({
      exitCode: 0,
      warnings: [expect.stringContaining('The output contains secrets')],
    });
    expect(stdout.match(/^\S.*$/gm)).toEqual([
      'contracts (iinked Sign)',
      'sign-plus (Sign.Plus)',
      'team (Documenso)',
    ]);
    expect(stdout).toContain(`  Address: ${signPlus.address}/${token}\n`);
    expect(stdout).toContain(`  Address: ${documenso.address}\n`);
    expect(stdout).toContain(`  Secret: ${secret}\n`);
    expect(stdout).not.toContain('{address}');
    const command =
      'npx --no-install cdk-esign-webhooks set-secret --stack Mine --region eu-west-1 --endpoint';
    expect(stdout.match(/^ +npx .*$/gm)).toEqual([
      '    npx --no-install cdk-esign-webhooks register --stack Mine --endpoint contracts',
      `    ${command} contracts`,
      `    ${command} contracts --api-key`,
      `    ${command} team --api-key`,
    ]);
    for (const arn of [documenso.apiKeySecretArn, iinkedSign.webhookSecretArn, iinkedSign.apiKeySecretArn]) {
      expect(stdout).toMatch(new RegExp(`^  Put .* into ${arn}:$`, 'm'));
    }
  });

  it('says which secrets have a value, and prints the command that replaces it', async () => {
    const { stdout } = await run([iinkedSign], {
      stages: { [iinkedSign.webhookSecretArn]: { current: 'v1' } },
    });

    expect(stdout).toContain(
      `${iinkedSign.webhookSecretArn} has the webhook secret that the provider generated.`,
    );
    expect(stdout.match(/--replace$/gm)).toHaveLength(1);
    expect(stdout).toContain(`into ${iinkedSign.apiKeySecretArn}:`);
  });

  it('says why it does not know whether a secret has a value, and prints the rest', async () => {
    const denied = new CommandFailure('Could not read the versions: access denied.');
    const { stdout, exitCode } = await run([documenso], {
      stages: { [String(documenso.apiKeySecretArn)]: denied },
    });

    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      'Whether the secret has a value already is not known: Could not read the versions',
    );
    expect(stdout).toContain('--endpoint team --api-key\n');
  });

  it('prints commands with the profile that was given, and the construct if there are several', async () => {
    const other = { ...documenso, endpoint: 'other', construct: 'My "own" Signing' };
    const { stdout } = await run([{ ...documenso, construct: 'Signing' }, other], { profile: 'my work' });

    expect(stdout).toContain(
      `set-secret --stack Mine --region eu-west-1 --profile 'my work' --construct 'My "own" Signing' --endpoint other`,
    );
  });

  it('names the region of the stack if a secret has a name instead of an ARN', async () => {
    const byName = { ...iinkedSign, webhookSecretArn: '/x/webhook-secret', region: 'ca-central-1' };

    const { stdout } = await run([byName]);

    expect(stdout).toContain('set-secret --stack Mine --region ca-central-1 --endpoint contracts\n');
  });

  it('leaves the region to the session if an older version’s output has a name instead of an ARN', async () => {
    const { stdout } = await run([{ ...iinkedSign, webhookSecretArn: 'by-name' }]);

    expect(stdout).toContain('set-secret --stack Mine --endpoint contracts\n');
  });

  it('reads no secret that the user has to fill', async () => {
    const { read } = await run([signPlus, documenso, iinkedSign]);

    expect(read.sort()).toEqual([documenso.webhookSecretArn, signPlus.webhookSecretArn].sort());
  });
});

describe('JSON', () => {
  it('has the same content', async () => {
    const { stdout } = await run([signPlus, iinkedSign], { json: true });

    expect(JSON.parse(stdout)).toEqual({
      stack: 'Mine',
      endpoints: [
        {
          endpoint: 'contracts',
          provider: 'iinked-sign',
          title: 'iinked Sign',
          address: iinkedSign.address,
          secretsToFill: [
            {
              holds: expect.any(String) as string,
              arn: iinkedSign.webhookSecretArn,
              region: 'eu-west-1',
              isApiKey: false,
              hasValue: false,
            },
            {
              holds: expect.any(String) as string,
              arn: iinkedSign.apiKeySecretArn,
              region: 'eu-west-1',
              isApiKey: true,
              hasValue: false,
            },
          ],
          canRegister: true,
          steps: expect.arrayContaining([expect.stringContaining(iinkedSign.address)]) as string[],
          problems: [],
        },
        {
          endpoint: 'sign-plus',
          provider: 'sign-plus',
          title: 'Sign.Plus',
          address: `${signPlus.address}/${token}`,
          secretsToFill: [],
          canRegister: false,
          steps: expect.arrayContaining([
            expect.stringContaining(`${signPlus.address}/${token}`),
          ]) as string[],
          problems: [],
        },
      ],
    });
  });
});

describe('a problem', () => {
  it('of one endpoint makes the command fail, and the other endpoints are still printed', async () => {
    const { exitCode, stdout, warnings } = await run([signPlus, documenso], {
      secrets: { [signPlus.webhookSecretArn]: { problem: 'has no text value' } },
    });

    expect(exitCode).toBe(1);
    expect(stdout).toContain('  Address: not known');
    expect(stdout).toContain(`${signPlus.address}/<token>`);
    expect(stdout).toContain(`  Secret: ${secret}\n`);
    expect(warnings.slice(1)).toEqual([
      `Problem: sign-plus: the secret ${signPlus.webhookSecretArn} has no text value`,
    ]);
  });

  it.each([
    ['is too short', 'q'.repeat(15)],
    ['ends with a newline', `${'q'.repeat(44)}\n`],
  ])('is reported if a secret %s, as no verifier accepts it, without its value', async (_what, value) => {
    const { exitCode, warnings } = await run([documenso], {
      secrets: { [documenso.webhookSecretArn]: { value } },
    });

    expect(exitCode).toBe(1);
    expect(warnings.at(-1)).toMatch(/DocumensoSecret.* is not accepted: it needs 16 to 512 characters/);
    expect(warnings.join()).not.toContain(value.trim());
  });

  it('is reported for a provider that only a newer version knows', async () => {
    const { exitCode, stdout, warnings } = await run([{ ...signPlus, provider: 'paper-sign' }]);

    expect(exitCode).toBe(1);
    expect(stdout).toContain(`sign-plus (paper-sign)\n  Address: ${signPlus.address}/${token}\n`);
    expect(warnings.at(-1)).toMatch(/does not know the provider "paper-sign": use the version that deployed/);
  });

  it('is reported for a provider named like a property of every object', async () => {
    const { warnings } = await run([{ ...signPlus, provider: 'constructor' }]);

    expect(warnings.at(-1)).toContain('does not know the provider "constructor"');
  });

  it('is reported for an output of another version', async () => {
    const broken = { ...signPlus, endpoint: 'other', secretUse: 'new' as 'in-address' };

    const mixed = await run([broken, documenso]);
    const alone = await run([broken]);

    expect([mixed.exitCode, alone.exitCode]).toEqual([1, 1]);
    expect(mixed.stdout).toContain(documenso.address);
    expect(alone).toMatchObject({
      stdout: '',
      warnings: [
        expect.stringContaining(
          'another version of cdk-esign-webhooks wrote the output SigningotherOperator',
        ),
      ],
    });
  });

  it('is a failure if there is no endpoint at all', async () => {
    await expect(run([])).rejects.toThrow(CommandFailure);
    await expect(run([])).rejects.toThrow('The stack "Mine" has no endpoint');
  });
});

describe('a token', () => {
  it('chosen by the user is escaped in the address', async () => {
    const { stdout } = await run([signPlus], {
      json: true,
      secrets: { [signPlus.webhookSecretArn]: { value: 'my own/token $& 100%?' } },
    });

    const [endpoint] = (JSON.parse(stdout) as { endpoints: { address: string; steps: string[] }[] })
      .endpoints;
    expect(endpoint?.address).toBe(`${signPlus.address}/my%20own%2Ftoken%20%24%26%20100%25%3F`);
    expect(endpoint?.steps.some((step) => step.includes(endpoint.address))).toBe(true);
  });

  it('is in no warning', async () => {
    const { warnings } = await run([signPlus, documenso, { ...signPlus, provider: 'x', endpoint: 'x' }]);

    expect(warnings.join()).not.toMatch(new RegExp(`${token}|${secret}`));
    expect(warnings.join()).not.toContain(secretArn('IinkedSecret'));
  });
});

test('the form of secrets is that of the verifiers', () => {
  const chosenHere = (['sign-plus', 'kingsign', 'documenso'] as const).map((id) => webhookVerifiers[id]);
  const form = { minLength: 16, maxLength: 512 };

  expect(plainSecretForm).toEqual(form);
  expect(chosenHere.map(({ secretForm }) => secretForm)).toEqual([form, form, form]);
});
