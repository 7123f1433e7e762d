import { CommandFailure } from '../../../cli/command-failure';
import { register } from '../../../cli/commands/register';
import { rotateRegistered } from '../../../cli/commands/rotate-registered';
import { faultOf } from '../../simulators/kit/faults';
import { asProviderSimulator } from '../../simulators/sign-plus';
import { startSignPlusSimulator, type SignPlusSimulator } from '../../simulators/sign-plus/simulator';
import { documenso, iinkedSign, secretArn } from '../stack-of';
import { endpointOf, registrationWorld } from './registration-world';

const options = { stack: 'Mine', endpoint: 'mine' };
const toRegister = { ...options, dryRun: false, overwrite: false, json: false };
const address = 'https://hooks.example.com/webhooks/mine';

let simulator: SignPlusSimulator;
beforeEach(async () => {
  simulator = await startSignPlusSimulator();
});
afterEach(() => simulator.close());

const endpoint = () => endpointOf(asProviderSimulator(simulator), 'in-address');
const world = (yes = true) => registrationWorld([endpoint()], simulator.apiToken, yes);
const tokens = () => [
  ...new Set(simulator.hooks.all().map(({ target }) => target.slice(address.length + 1))),
];

it('registers the new token before it removes the old webhooks', async () => {
  const { deps, values, leaks, printed } = world();
  await register(toRegister, deps);

  expect(await rotateRegistered(options, deps)).toBe(0);

  expect(tokens()).toEqual([values.get(secretArn('Webhook'))]);
  expect(tokens()).not.toEqual(['the-first-token-of-mine']);
  expect(simulator.hooks.all()).toHaveLength(5);
  expect(printed.at(-1)).toContain('Rotated, and registered at the provider.');
  expect(leaks()).toEqual([]);
});

it('registers the current token first, so that the token in use at the provider stays valid', async () => {
  const { deps, values } = world();
  const lost = `${address}/a-token-before-the-previous-one`;
  simulator.hooks.add({ id: '0'.repeat(24), event: 'ENVELOPE_COMPLETED', target: lost });
  const atPut: string[][] = [];
  const put: typeof deps.versioning.put = (arn, value) => {
    atPut.push(tokens());
    return deps.versioning.put(arn, value);
  };

  await rotateRegistered(options, { ...deps, versioning: { ...deps.versioning, put } });

  expect(atPut).toEqual([['the-first-token-of-mine']]);
  expect(tokens()).toEqual([values.get(secretArn('Webhook'))]);
});

it('rotates nothing if the provider cannot be asked', async () => {
  const { deps, puts } = world();
  simulator.faults.set('list-webhooks', faultOf.serverError);

  await expect(rotateRegistered(options, deps)).rejects.toThrow('Could not list the webhooks');

  expect(puts).toEqual([]);
});

it('rotates nothing if the answer is no', async () => {
  const { deps, puts } = world(false);

  expect(await rotateRegistered(options, deps)).toBe(1);

  expect([puts, simulator.requests]).toEqual([[], []]);
});

it.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'that ends at the new call %i is completed by register, and a valid token was there at each moment',
  async (call) => {
    const { deps, values, leaks } = world();
    await register(toRegister, deps);
    let isRotated = false;
    const put: typeof deps.versioning.put = (arn, value) => {
      isRotated = true;
      return deps.versioning.put(arn, value);
    };
    let calls = 0;
    simulator.faults.decideBy(() => (isRotated && ++calls >= call ? faultOf.serverError : undefined));

    const failure: unknown = await rotateRegistered(options, {
      ...deps,
      versioning: { ...deps.versioning, put },
    }).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(CommandFailure);
    expect(String(failure)).toContain('register --stack Mine --endpoint mine');
    expect(leaks(failure)).toEqual([]);
    const valid = ['the-first-token-of-mine', values.get(secretArn('Webhook'))];
    expect(valid).toEqual(expect.arrayContaining(tokens()));
    expect(new Set(simulator.hooks.all().map(({ event }) => event)).size).toBe(5);
    simulator.faults.decideBy(undefined);
    await register(toRegister, deps);
    expect(tokens()).toEqual([valid[1]]);
    expect(simulator.hooks.all()).toHaveLength(5);
  },
);

it('removes nothing if somebody rotates meanwhile', async () => {
  const { deps, values } = world();
  await register(toRegister, deps);
  values.set(secretArn('Webhook'), 'the-second-token-of-mine');
  let hasRotated = false;
  const calls = simulator.faults;
  calls.decideBy((route) => {
    if (route === 'create-webhook' && !hasRotated) {
      hasRotated = true;
      values.set(secretArn('Webhook'), 'the-third-token-of-mine');
    }
    return undefined;
  });

  await expect(register(toRegister, deps)).rejects.toThrow('Somebody rotated the token of "mine"');

  expect(tokens()).toEqual(['the-first-token-of-mine', 'the-second-token-of-mine']);
});

it.each([
  ['iinked Sign', iinkedSign, 'contracts'],
  ['Documenso', documenso, 'team'],
])('is refused at %s, whose API lists no webhooks', async (_, output, name) => {
  const { deps, puts } = registrationWorld([output], 'key');

  await expect(rotateRegistered({ ...options, endpoint: name }, deps)).rejects.toThrow(
    /--register works where the provider's API lists its webhooks.*Nothing was changed/,
  );

  expect(puts).toEqual([]);
});

it('is refused if another endpoint has the same secret', async () => {
  const { deps, puts } = registrationWorld([endpoint(), { ...endpoint(), endpoint: 'other' }], 'key');

  await expect(rotateRegistered(options, deps)).rejects.toThrow('has the same secret as other');

  expect(puts).toEqual([]);
});
