import type { ProviderId } from '../../../../lambda/contracts/ids';
import { asProviderSimulator } from '../../../simulators/iinked-sign';
import {
  startIinkedSignSimulator,
  type IinkedSignSimulator,
} from '../../../simulators/iinked-sign/simulator';
import type { ProviderSimulator } from '../../../simulators/kit/provider-simulator';

/** The simulated providers of a sample app. */
export interface Simulators {
  /** The simulated iinked Sign, with its own methods. */
  readonly iinkedSign: IinkedSignSimulator;
  /** Finds the simulator of a provider that the sample has an endpoint of. */
  readonly of: (provider: ProviderId) => ProviderSimulator;
  /** Counts the requests that all of them have got so far. */
  readonly requestCount: () => number;
  readonly close: () => Promise<void>;
}

/** Starts a simulated iinked Sign and the other named providers. */
export async function startSimulators(providers: ReadonlySet<ProviderId>): Promise<Simulators> {
  const iinkedSign = await startIinkedSignSimulator();
  const running: ProviderSimulator[] = [asProviderSimulator(iinkedSign)];
  const close = async () => void (await Promise.all(running.map((one) => one.close())));
  try {
    for (const provider of providers) if (provider !== 'iinked-sign') running.push(await start(provider));
  } catch (error) {
    await close();
    throw error;
  }
  const of = (provider: ProviderId) => {
    const found = running.find((one) => one.provider === provider);
    if (!found) throw new Error(`The sample has no endpoint of ${provider}`);
    return found;
  };
  const requestCount = () => running.reduce((sum, { requests }) => sum + requests.length, 0);
  return { iinkedSign, of, requestCount, close };
}

async function start(provider: ProviderId): Promise<ProviderSimulator> {
  const simulator = (await import(`../../../simulators/${provider}/index`)) as {
    readonly start: () => Promise<ProviderSimulator>;
  };
  return simulator.start();
}
