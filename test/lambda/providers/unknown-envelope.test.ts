import { randomUUID } from 'node:crypto';
import { envelopeApis } from '../../../lambda/providers';
import { asProviderSimulator, start as startDocumenso } from '../../simulators/documenso';
import type { InstanceVersion } from '../../simulators/documenso/instance-version';
import { startDocumensoSimulator } from '../../simulators/documenso/simulator';
import { start as startIinkedSign } from '../../simulators/iinked-sign';
import type { ProviderSimulator } from '../../simulators/kit/provider-simulator';
import { start as startKingsign } from '../../simulators/kingsign';
import { start as startSignPlus } from '../../simulators/sign-plus';

const signal = () => new AbortController().signal;
const documensoOf = (version: InstanceVersion) => async () =>
  asProviderSimulator(await startDocumensoSimulator({ version }));

const hexId = (number: number) => number.toString(16).padStart(24, '0');
const decimalId = (number: number) => String(900_000_000 + number);

describe.each<[string, () => Promise<ProviderSimulator>, (number: number) => string]>([
  ['iinked Sign', startIinkedSign, () => randomUUID()],
  ['Sign.Plus', startSignPlus, hexId],
  ['Documenso, by an id', startDocumenso, (number) => `envelope_${number}`],
  ['Documenso, by a number', startDocumenso, decimalId],
  ['Documenso 2.3.1', documensoOf('2.3.1'), decimalId],
  ['Documenso 2.0', documensoOf('2.0'), decimalId],
  ['Documenso 1.x', documensoOf('1.x'), decimalId],
  ['Kingsign', startKingsign, hexId],
])('%s', (_, start, idOf) => {
  let simulator: ProviderSimulator;

  beforeEach(async () => {
    simulator = await start();
  });

  afterEach(() => simulator.close());

  test('gets one call for each question for an envelope that it does not know', async () => {
    const { provider, apiUrl, apiKey } = simulator;
    const apiKeys = () => Promise.resolve([{ stage: 'current', value: apiKey }] as const);
    const api = envelopeApis[provider]({ apiUrl }, { fetch, apiKeys });
    const ask = (number: number) => api.getEnvelope(idOf(number), signal());
    // The first question may need more calls, to find out the version.
    await expect(ask(0)).rejects.toMatchObject({ reason: 'not-found' });
    const before = simulator.requests.length;

    for (let number = 1; number <= 20; number++) {
      await expect(ask(number)).rejects.toMatchObject({ reason: 'not-found' });
    }

    expect(before).toBeLessThanOrEqual(4);
    expect(simulator.requests.length - before).toBe(20);
  });
});
