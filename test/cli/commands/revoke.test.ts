import { revoke } from '../../../cli/commands/revoke';
import { documenso, iinkedSign, secretArn, signPlus, stackOf } from '../stack-of';
import { secretWorld, value, type SecretWorld } from './secret-world';

const of = (endpoint: string, apiKey = false) => ({ stack: 'Mine', endpoint, apiKey });

describe('revoking', () => {
  it('drops the previous value before it starts new instances, which could cache it', async () => {
    const { deps, done } = secretWorld({ previous: 'v1' });

    expect(await revoke(of('sign-plus'), deps)).toBe(0);

    expect(done).toEqual([`drop v1 of ${signPlus.webhookSecretArn}`, 'renew verifier-of-sign-plus']);
  });

  it('renews the verifier of every endpoint that shares the secret', async () => {
    const shared = { ...documenso, webhookSecretArn: signPlus.webhookSecretArn };
    const { deps, done } = secretWorld({ previous: 'v1', endpoints: [signPlus, shared, iinkedSign] });

    await revoke(of('team'), deps);

    expect(done.slice(1).sort()).toEqual(['renew verifier-of-sign-plus', 'renew verifier-of-team']);
  });

  it('renews the verifier of an endpoint that names the same secret instead of its ARN', async () => {
    const byName = { ...documenso, webhookSecretArn: 'x/webhook-secret' };
    const byArn = { ...signPlus, webhookSecretArn: secretArn('x/webhook-secret') };
    const another = { ...iinkedSign, webhookSecretArn: secretArn('x/webhook') };
    const { deps, done } = secretWorld({ previous: 'v1', endpoints: [byName, byArn, another] });

    await revoke(of('team'), deps);
    await revoke(of('sign-plus'), deps);

    const both = ['renew verifier-of-sign-plus', 'renew verifier-of-team'];
    expect(done.filter((step) => step.startsWith('renew')).sort()).toEqual([...both, ...both].sort());
  });

  it.each([
    ['the webhook secret', false, ['renew verifier-of-sign-plus', 'renew verifier-of-team']],
    [
      'the API key',
      true,
      ['renew archiver-of-sign-plus', 'renew archiver-of-team', 'renew reconciler', 'renew reconciler'],
    ],
  ])(
    'renews functions of another construct that shares %s, even if --construct names only one',
    async (_what, apiKey, renewed) => {
      const shared = {
        webhookSecretArn: signPlus.webhookSecretArn,
        apiKeySecretArn: iinkedSign.apiKeySecretArn,
      };
      const { deps, done } = secretWorld({
        previous: 'v1',
        endpoints: [{ ...signPlus, ...shared }],
        others: stackOf([{ ...documenso, ...shared }], 'Other'),
      });

      expect(await revoke({ ...of('sign-plus', apiKey), construct: 'Signing' }, deps)).toBe(0);

      expect(done.slice(1).sort()).toEqual(renewed);
    },
  );

  it('renews archiver and reconciler if it is about an API key', async () => {
    const { deps, done } = secretWorld({ previous: 'v1' });

    await revoke(of('contracts', true), deps);

    expect(done).toEqual([
      `drop v1 of ${String(iinkedSign.apiKeySecretArn)}`,
      'renew archiver-of-contracts',
      'renew reconciler',
    ]);
  });

  it('leaves the reconciler alone if it does not read the API key', async () => {
    const { deps, done } = secretWorld({
      previous: 'v1',
      endpoints: [{ ...iinkedSign, reconciles: false }, documenso],
    });

    await revoke(of('contracts', true), deps);

    expect(done.slice(1)).toEqual(['renew archiver-of-contracts']);
  });

  it('renews functions also if an earlier run died after it had dropped the previous value', async () => {
    const { deps, done, printed } = secretWorld({});

    expect(await revoke(of('sign-plus'), deps)).toBe(0);

    expect(done).toEqual(['renew verifier-of-sign-plus']);
    expect(printed.join()).toContain('has no previous value');
  });

  it.each<[string, SecretWorld, string]>([
    ['there is no current value', { reading: { problem: 'has no text value' } }, 'has no text value'],
    ['the current value is too short', { reading: { value: 'short' } }, 'is too short'],
    ['the current value is too long', { reading: { value: 'x'.repeat(513) } }, 'is too long'],
    ['the current value ends with a newline', { reading: { value: `${value}\n` } }, 'white space'],
  ])('fails before it changes anything if %s, and prints no value', async (_what, given, words) => {
    const { deps, done } = secretWorld({ previous: 'v1', ...given });

    const failure = await revoke(of('sign-plus'), deps).catch(String);

    expect(failure).toContain('has no usable current value');
    expect(failure).toContain(words);
    expect(failure).not.toContain(value);
    expect(done).toEqual([]);
  });

  it('changes nothing if the answer is no', async () => {
    const { deps, done } = secretWorld({ previous: 'v1', yes: false });

    expect(await revoke(of('team'), deps)).toBe(1);

    expect(done).toEqual([]);
  });
});
