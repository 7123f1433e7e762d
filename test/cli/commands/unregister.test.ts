import { unregister } from '../../../cli/commands/unregister';
import { faultOf } from '../../simulators/kit/faults';
import { startIinkedSignSimulator } from '../../simulators/iinked-sign/simulator';
import { asProviderSimulator as iinkedSignOf } from '../../simulators/iinked-sign';
import { asProviderSimulator } from '../../simulators/sign-plus';
import { startSignPlusSimulator, type SignPlusSimulator } from '../../simulators/sign-plus/simulator';
import { documenso } from '../stack-of';
import { endpointOf, registrationWorld } from './registration-world';

const options = { stack: 'Mine', endpoint: 'mine', dryRun: false, json: false };
const address = 'https://hooks.example.com/webhooks/mine';
const strangers = [`${address}-2/token`, `${address}/token/more`, 'https://crm.example.com/x'];

describe('at Sign.Plus', () => {
  let simulator: SignPlusSimulator;
  beforeEach(async () => {
    simulator = await startSignPlusSimulator();
    const own = [`${address}/the-first-token-of-mine`, `${address}/an-older-token`, address];
    const targets = [...own, ...strangers];
    for (const [index, target] of targets.entries())
      simulator.hooks.add({ id: `hook-${index}`, event: 'ENVELOPE_COMPLETED', target });
  });
  afterEach(() => simulator.close());
  const world = (yes = true) =>
    registrationWorld([endpointOf(asProviderSimulator(simulator), 'in-address')], simulator.apiToken, yes);
  const targets = () => simulator.hooks.all().map(({ target }) => target);

  it('removes those of the endpoint with any token or none, and no other ones', async () => {
    const { deps, printed, asked, leaks } = world();

    expect(await unregister(options, deps)).toBe(0);

    expect(targets()).toEqual(strangers);
    expect(printed).toEqual([
      'mine: 3 webhooks (ENVELOPE_COMPLETED, ENVELOPE_COMPLETED, ENVELOPE_COMPLETED) removed.',
    ]);
    expect(asked).toHaveLength(1);
    expect(leaks()).toEqual([]);
  });

  it('removes nothing if the answer is no, and in a dry run', async () => {
    const no = world(false);
    const dry = world();

    expect(await unregister(options, no.deps)).toBe(1);
    expect(await unregister({ ...options, dryRun: true, json: true }, dry.deps)).toBe(0);

    expect(no.warned).toEqual(['Nothing was changed.']);
    expect(JSON.parse(dry.printed.join('\n'))).toMatchObject({ dryRun: true, removed: { length: 3 } });
    expect([targets().length, dry.asked]).toEqual([6, []]);
  });

  it('asks nothing if there is nothing to remove', async () => {
    const { deps } = world();
    await unregister(options, deps);
    const again = world();

    expect(await unregister(options, again.deps)).toBe(0);

    expect([again.asked, again.printed]).toEqual([
      [],
      ['mine: the provider has no webhook of this endpoint.'],
    ]);
  });

  it('goes on where it stopped', async () => {
    const { deps } = world();
    simulator.faults.set('delete-webhook', faultOf.cutOff('none'), { times: 1 });

    await expect(unregister(options, deps)).rejects.toThrow(
      'Could not remove a webhook for ENVELOPE_COMPLETED',
    );
    expect(await unregister(options, deps)).toBe(0);

    expect(targets()).toEqual(strangers);
  });
});

it('at iinked Sign deletes the address of the endpoint, after a question that says what nobody can know', async () => {
  const simulator = await startIinkedSignSimulator();
  simulator.register(address);
  const { deps, asked } = registrationWorld(
    [endpointOf(iinkedSignOf(simulator), 'given-by-provider')],
    simulator.apiKey,
  );

  expect(await unregister({ ...options, dryRun: true }, deps)).toBe(0);
  expect(simulator.requests).toEqual([]);
  expect(await unregister(options, deps)).toBe(0);
  expect(await unregister(options, deps)).toBe(0);

  expect(simulator.endpoints.size).toBe(0);
  expect(asked[0]).toContain('it may delete that of another system');
  await simulator.close();
});

it('at Documenso only a person can do it', async () => {
  const { deps } = registrationWorld([documenso], 'key');

  await expect(unregister({ ...options, endpoint: 'team' }, deps)).rejects.toThrow('only be removed by hand');
});
