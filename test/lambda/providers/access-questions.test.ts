import { accessQuestions } from '../../../lambda/providers/access-questions';
import { asProviderSimulator, start as startDocumenso } from '../../simulators/documenso';
import type { InstanceVersion } from '../../simulators/documenso/instance-version';
import { startDocumensoSimulator } from '../../simulators/documenso/simulator';
import { start as startIinkedSign } from '../../simulators/iinked-sign';
import { faultOf, type Fault } from '../../simulators/kit/faults';
import type { ProviderSimulator } from '../../simulators/kit/provider-simulator';
import { start as startKingsign } from '../../simulators/kingsign';
import { start as startSignPlus } from '../../simulators/sign-plus';

const documensoOf = (version: InstanceVersion) => async () =>
  asProviderSimulator(await startDocumensoSimulator({ version }));

describe.each<[string, () => Promise<ProviderSimulator>, maxRequests: number]>([
  ['iinked Sign', startIinkedSign, 1],
  ['Sign.Plus', startSignPlus, 1],
  ['Documenso', startDocumenso, 1],
  ['Documenso 2.3.1', documensoOf('2.3.1'), 2],
  ['Documenso 1.x', documensoOf('1.x'), 3],
  ['Kingsign', startKingsign, 1],
])('the question for access at %s', (_name, start, maxRequests) => {
  let simulator: ProviderSimulator;

  beforeEach(async () => {
    simulator = await start();
  });

  afterEach(() => simulator.close());

  const ask = (apiKey: string) => {
    const { provider, apiUrl } = simulator;
    const apiKeys = () => Promise.resolve([{ stage: 'current', value: apiKey }] as const);
    return accessQuestions[provider]({ apiUrl }, { fetch, apiKeys })(AbortSignal.timeout(5_000));
  };
  const withFault = async (fault: Fault) => {
    simulator.faults.decideBy(() => fault);
    return ask(simulator.apiKey);
  };

  it('is answered with the right key, in few requests, also if there are envelopes', async () => {
    (await simulator.addEnvelope()).complete();

    await expect(ask(simulator.apiKey)).resolves.toBeUndefined();

    expect(simulator.requests.length).toBeLessThanOrEqual(maxRequests);
  });

  it('is refused with a wrong key', async () => {
    await expect(ask('sk_live_wrong')).rejects.toMatchObject({ reason: 'unauthorized' });
  });

  it.each([
    ['a server error', faultOf.serverError, 'server-error'],
    ['a limit of the rate', faultOf.rateLimited('7'), 'rate-limited'],
    ['a connection that is cut', faultOf.cutOff('none'), 'unreachable'],
  ] as const)('is not answered by %s', async (_what, fault, reason) => {
    await expect(withFault(fault)).rejects.toMatchObject({ reason });
  });

  it('is not answered by a page that somebody else sends with 200', async () => {
    await expect(withFault(faultOf.html)).rejects.toMatchObject({ name: 'ProviderApiError' });
  });
});
