import { generatedValue, rotate } from '../../../cli/commands/rotate';
import { documenso, iinkedSign, signPlus } from '../stack-of';
import { secretWorld, value } from './secret-world';

const of = (endpoint: string) => ({ stack: 'Mine', endpoint });

describe('rotating', () => {
  it('puts in a new value and prints what to do next, but not the value', async () => {
    const { deps, done, printed } = secretWorld({});

    expect(await rotate(of('sign-plus'), deps)).toBe(0);

    expect(done).toEqual([`put ${signPlus.webhookSecretArn}`]);
    expect(printed.join()).toContain('addresses --stack Mine');
    expect(printed.join()).not.toContain(value);
  });

  it('names the other endpoints that share the secret', async () => {
    const shared = { ...documenso, webhookSecretArn: signPlus.webhookSecretArn };
    const { deps, printed, asked } = secretWorld({ endpoints: [signPlus, shared, iinkedSign] });

    await rotate(of('sign-plus'), deps);

    expect(asked.join()).toContain('"team" has the same secret, so it gets the new one too');
    expect(printed.join()).toContain('prints for sign-plus and team');
  });

  it('changes nothing if the answer is no', async () => {
    const { deps, done } = secretWorld({ previous: 'v1', yes: false });

    expect(await rotate(of('team'), deps)).toBe(1);

    expect(done).toEqual([]);
  });

  it('generates values of 44 letters and digits, each a different one', () => {
    const made = Array.from({ length: 200 }, generatedValue);

    expect(made.filter((one) => !/^[A-Za-z0-9]{44}$/.test(one))).toEqual([]);
    expect(new Set(made).size).toBe(200);
    expect(new Set(made.join('')).size).toBe(62);
  });
});
