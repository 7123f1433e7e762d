import { setSecret } from '../../../cli/commands/set-secret';
import { CommandFailure } from '../../../cli/command-failure';
import { documenso, iinkedSign } from '../stack-of';
import { secretWorld, value, type SecretWorld } from './secret-world';

const of = (endpoint: string, { apiKey = false, replace = false } = {}) => ({
  stack: 'Mine',
  endpoint,
  apiKey,
  replace,
});

describe('setting a secret', () => {
  it('puts the value into an empty secret, and prints what is missing, but not the value', async () => {
    const { deps, done, values, printed } = secretWorld({ current: null });

    expect(await setSecret({ ...of('contracts'), region: 'eu-west-1' }, deps)).toBe(0);

    expect(done).toEqual([`put ${iinkedSign.webhookSecretArn}`]);
    expect(values).toEqual([value]);
    expect(printed.join('')).toContain('Still missing: the API key of contracts.');
    expect(printed).toContain(
      '  npx --no-install cdk-esign-webhooks set-secret --stack Mine --region eu-west-1 --endpoint contracts --api-key\n',
    );
    expect(printed.join('')).not.toContain(value);
  });

  it('puts an API key into its own secret', async () => {
    const { deps, done, printed } = secretWorld({ current: null });

    await setSecret(of('team', { apiKey: true }), deps);

    expect(done).toEqual([`put ${documenso.apiKeySecretArn}`]);
    expect(printed.join('')).toContain('Still missing: the webhook secret of team.');
  });

  it('names the endpoints that share the secret', async () => {
    const shared = { ...documenso, webhookSecretArn: iinkedSign.webhookSecretArn };
    const { deps, printed } = secretWorld({ current: null, endpoints: [shared, iinkedSign] });

    await setSecret(of('contracts'), deps);

    expect(printed.join('')).toContain('These endpoints have the same secret: team.');
  });

  it('replaces a value only with --replace, and does not ask for the value without it', async () => {
    const { deps, done, asked } = secretWorld({ previous: 'v1' });

    const failure = await setSecret(of('contracts'), deps).catch(String);

    expect(failure).toContain('has a value already. Nothing was changed. With --replace');
    expect(failure).toContain('the value from before that change is then refused at once');
    expect([done, asked]).toEqual([[], []]);

    expect(await setSecret(of('contracts', { replace: true }), deps)).toBe(0);
    expect(done).toEqual([`put ${iinkedSign.webhookSecretArn}`]);
  });

  it('advises to rotate a value that the stack generated', async () => {
    const { deps } = secretWorld({});

    expect(await setSecret(of('sign-plus'), deps).catch(String)).toContain('`rotate` generates a new value');
    expect(await setSecret(of('team', { apiKey: true }), deps).catch(String)).not.toContain('`rotate`');
  });

  it.each<[string, string, { apiKey?: boolean }, string]>([
    ['nothing', 'contracts', {}, ''],
    ['white space before it', 'contracts', {}, ` ${value}`],
    ['white space behind it', 'contracts', { apiKey: true }, `${value}\t`],
    ['two lines', 'contracts', {}, `${value}\n${value}`],
    ['a control character', 'contracts', {}, `${value}\u001b[2J`],
    ['a space in an API key', 'contracts', { apiKey: true }, `Bearer ${value}`],
    ['a character that no header has, in an API key', 'team', { apiKey: true }, `${value}é`],
    ['a character that no header has, in a secret of a header', 'team', {}, `${value}é`],
    ['a secret that is too short', 'team', {}, 'x'.repeat(15)],
    ['a token that is too long', 'sign-plus', {}, 'x'.repeat(513)],
  ])('refuses %s, and prints no value', async (_what, endpoint, options, pasted) => {
    const { deps, done, printed } = secretWorld({ current: null, pasted });

    const failure = await setSecret(of(endpoint, options), deps).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(CommandFailure);
    expect(String(failure)).toContain('Nothing was changed.');
    expect(`${String(failure)}${printed.join('')}`).not.toContain(value);
    expect(done).toEqual([]);
  });

  it.each<[string, string, SecretWorld]>([
    ['a short secret that iinked Sign generated', 'contracts', { pasted: 'x' }],
    ['a secret with spaces and letters of any script', 'contracts', { pasted: 'pass wörd 日本' }],
    ['a token of the user', 'sign-plus', { pasted: 'my own/token $& 100%?' }],
  ])('accepts %s', async (_what, endpoint, given) => {
    const { deps, values } = secretWorld({ current: null, ...given });

    await setSecret(of(endpoint), deps);

    expect(values).toEqual([given.pasted]);
  });

  it('is refused for the API key of an endpoint that does not archive', async () => {
    const { deps, done } = secretWorld({ current: null });

    await expect(setSecret(of('sign-plus', { apiKey: true }), deps)).rejects.toThrow('has no API key');
    expect(done).toEqual([]);
  });
});
