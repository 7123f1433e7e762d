import { addresses } from '../../../cli/commands/addresses';
import { CommandFailure } from '../../../cli/command-failure';
import type { SecretReading } from '../../../cli/commands/endpoint-address';
import type { EndpointOutput } from '../../../cli/stack/endpoint-outputs';
import { webhookVerifiers } from '../../../lambda/providers/index';
import { documenso, iinkedSign, outputOf, secretArn, signPlus } from '../outputs';

const token = 'q'.repeat(44);
const secret = 'S3cret'.repeat(7);
const values: Record<string, SecretReading> = {
  [signPlus.webhookSecretArn]: { value: token },
  [documenso.webhookSecretArn]: { value: secret },
};

/** Runs the command over a stack with these endpoints. */
async function run(
  endpoints: readonly EndpointOutput[],
  { json = false, secrets = {} }: { json?: boolean; secrets?: Record<string, SecretReading> } = {},
) {
  let stdout = '';
  const warnings: string[] = [];
  const read: string[] = [];
  const exitCode = await addresses(
    { stack: 'Mine', json },
    {
      readOutputs: () => Promise.resolve([...endpoints.map(outputOf), { key: 'Other', value: 'x' }]),
      readSecret: (arn) => {
        read.push(arn);
        return Promise.resolve({ ...values, ...secrets }[arn] ?? { problem: 'is a surprise' });
      },
      print: (text) => (stdout += text),
      warn: (text) => warnings.push(text),
    },
  );
  return { exitCode, stdout, warnings, read };
}

describe('the text', () => {
  it('gives whole addresses, what to do at the provider, and where secrets belong', async () => {
    const { exitCode, stdout, warnings } = await run([signPlus, documenso, iinkedSign]);

    expect({ exitCode, warnings }).toEqual({
      exitCode: 0,
      warnings: [expect.stringContaining('What is printed is secret')],
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
    for (const arn of [documenso.apiKeySecretArn, iinkedSign.webhookSecretArn, iinkedSign.apiKeySecretArn]) {
      expect(stdout).toContain(
        `aws secretsmanager put-secret-value --region eu-west-1 --secret-id ${arn} --secret-string file://value.txt`,
      );
    }
  });

  it('takes the region from your session where an emulator names its secrets otherwise', async () => {
    const { stdout } = await run([{ ...iinkedSign, webhookSecretArn: 'by-name' }]);

    expect(stdout).toContain('put-secret-value --secret-id by-name --secret-string file://value.txt');
  });

  it('asks for no value of a secret that the user brings', async () => {
    const { read } = await run([signPlus, documenso, iinkedSign]);

    expect(read.sort()).toEqual([documenso.webhookSecretArn, signPlus.webhookSecretArn].sort());
  });
});

describe('JSON', () => {
  it('has the same for a program', async () => {
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
            { holds: expect.any(String) as string, arn: iinkedSign.webhookSecretArn },
            { holds: expect.any(String) as string, arn: iinkedSign.apiKeySecretArn },
          ],
          steps: expect.arrayContaining([expect.stringContaining(iinkedSign.address)]) as string[],
          problems: [],
        },
        {
          endpoint: 'sign-plus',
          provider: 'sign-plus',
          title: 'Sign.Plus',
          address: `${signPlus.address}/${token}`,
          secretsToFill: [],
          steps: expect.arrayContaining([
            expect.stringContaining(`${signPlus.address}/${token}`),
          ]) as string[],
          problems: [],
        },
      ],
    });
  });
});

describe('what is missing', () => {
  it('does not keep the other endpoints from being printed, and makes the command fail', async () => {
    const { exitCode, stdout, warnings } = await run([signPlus, documenso], {
      secrets: { [signPlus.webhookSecretArn]: { problem: 'has no value as text' } },
    });

    expect(exitCode).toBe(1);
    expect(stdout).toContain('  Address: not known');
    expect(stdout).toContain(`${signPlus.address}/<token>`);
    expect(stdout).toContain(`  Secret: ${secret}\n`);
    expect(warnings.slice(1)).toEqual([
      `Problem: sign-plus: the secret ${signPlus.webhookSecretArn} has no value as text`,
    ]);
  });

  it.each([
    ['too short', 'q'.repeat(15)],
    ['with a newline at its end', `${'q'.repeat(44)}\n`],
  ])('is said of a secret %s, which a verifier does not count, without saying it', async (_what, value) => {
    const { exitCode, warnings } = await run([documenso], {
      secrets: { [documenso.webhookSecretArn]: { value } },
    });

    expect(exitCode).toBe(1);
    expect(warnings.at(-1)).toMatch(/DocumensoSecret.* counts for nothing: it needs 16 characters/);
    expect(warnings.join()).not.toContain(value.trim());
  });

  it('is the guide of a provider that only a newer version knows', async () => {
    const { exitCode, stdout, warnings } = await run([{ ...signPlus, provider: 'paper-sign' }]);

    expect(exitCode).toBe(1);
    expect(stdout).toContain(`sign-plus (paper-sign)\n  Address: ${signPlus.address}/${token}\n`);
    expect(warnings.at(-1)).toMatch(/does not know the provider "paper-sign": use the one that deployed/);
  });

  it('is not looked for in what every object has', async () => {
    const { warnings } = await run([{ ...signPlus, provider: 'constructor' }]);

    expect(warnings.at(-1)).toContain('does not know the provider "constructor"');
  });

  it('is an output of another version', async () => {
    const broken = { ...signPlus, endpoint: 'other', secretUse: 'new' as 'in-address' };

    const mixed = await run([broken, documenso]);
    const alone = await run([broken]);

    expect([mixed.exitCode, alone.exitCode]).toEqual([1, 1]);
    expect(mixed.stdout).toContain(documenso.address);
    expect(alone).toMatchObject({
      stdout: '',
      warnings: [expect.stringContaining('the output SigningotherOperator is of another version')],
    });
  });

  it('is every endpoint', async () => {
    await expect(run([])).rejects.toThrow(CommandFailure);
    await expect(run([])).rejects.toThrow('The stack "Mine" has no endpoint');
  });
});

describe('a token', () => {
  it('of the user’s own choice stands in the address as an address has it', async () => {
    const { stdout } = await run([signPlus], {
      json: true,
      secrets: { [signPlus.webhookSecretArn]: { value: 'my own/token $& 100%?' } },
    });

    const [endpoint] = (JSON.parse(stdout) as { endpoints: { address: string; steps: string[] }[] })
      .endpoints;
    expect(endpoint?.address).toBe(`${signPlus.address}/my%20own%2Ftoken%20%24%26%20100%25%3F`);
    expect(endpoint?.steps.some((step) => step.includes(endpoint.address))).toBe(true);
  });

  it('is no part of any warning', async () => {
    const { warnings } = await run([signPlus, documenso, { ...signPlus, provider: 'x', endpoint: 'x' }]);

    expect(warnings.join()).not.toMatch(new RegExp(`${token}|${secret}`));
    expect(warnings.join()).not.toContain(secretArn('IinkedSecret'));
  });
});

test('the shortest secret that counts is the one that the verifiers take', () => {
  const chosenHere = (['sign-plus', 'kingsign', 'documenso'] as const).map((id) => webhookVerifiers[id]);

  expect(chosenHere.map(({ minimumSecretLength }) => minimumSecretLength)).toEqual([16, 16, 16]);
});
