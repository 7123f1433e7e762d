import type { Webhook } from '../../simulators/iinked-sign/package-webhooks';
import type { RegisteredEndpoint } from '../../simulators/iinked-sign/signed-delivery';
import { startIinkedSignSimulator, type IinkedSignSimulator } from '../../simulators/iinked-sign/simulator';
import { awsClients, type AwsClients } from './aws-clients';
import { deliverWebhook, type DeliveryAnswer, type DeliveryOptions } from './deliver-webhook';
import { bootstrap, deployAssembly } from './deploy-assembly';
import { startEmulator, type Emulator } from './emulator';
import { tapEvents, type EventTap } from './event-tap';
import { ensureVenv } from './python-venv';
import { replaceBundles } from './replace-bundles';
import { connectEndpoint, sampleContext, sampleStack, stackName, type SampleStack } from './sample-stack';
import { synthSampleApp } from './synth-sample-app';

/** The sample app, deployed to a local AWS of its own and connected to a simulated iinked Sign. */
export interface RunningSample {
  readonly emulator: Emulator;
  readonly simulator: IinkedSignSimulator;
  readonly clients: AwsClients;
  readonly stack: SampleStack;
  /** Hears every signing event. */
  readonly tap: EventTap;
  /** What the simulator gave out for each endpoint that is connected. */
  readonly registered: (endpoint: string) => RegisteredEndpoint;
  /** Posts a webhook as the provider does. */
  readonly deliver: (
    endpoint: string,
    webhook: Webhook | string,
    options?: DeliveryOptions,
  ) => Promise<DeliveryAnswer>;
  /** Leaves no process, no port and no file behind. */
  readonly stop: () => Promise<void>;
}

/** Does one named piece of work; the demo shows it while it lasts. */
export type Step = <Result>(title: string, work: () => Promise<Result>) => Promise<Result>;

/** What is launched, and who is told. */
export interface LaunchOptions {
  readonly endpoints: readonly string[];
  /** Endpoints that the user has not connected: their secrets stay as the deployment made them. */
  readonly unconnected?: readonly string[];
  /** A folder of Lambda bundles to take instead of `dist/lambda`. */
  readonly bundles?: string;
  /** Whether synthesis builds the bundles first, as `cdk.json` says; otherwise they are taken as they are. */
  readonly build?: boolean;
  readonly step?: Step;
  readonly signal?: AbortSignal;
}

/** Starts everything. When a step fails or the signal is aborted, what was started is stopped again. */
export async function launchSample(options: LaunchOptions): Promise<RunningSample> {
  const cleanups: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };
  try {
    return { ...(await launch(options, cleanups)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function launch(
  { endpoints, unconnected = [], bundles, build = false, step = (_, work) => work(), signal }: LaunchOptions,
  cleanups: (() => Promise<void>)[],
): Promise<Omit<RunningSample, 'stop'>> {
  const abortable = signal ? { signal } : {};
  await step('Install the Python tools, unless they are there', () => ensureVenv(abortable));
  const simulator = await step('Start a simulated iinked Sign', () => startIinkedSignSimulator());
  cleanups.push(simulator.close);
  const emulator = await step('Start a local AWS, with IAM enforced', () => startEmulator(abortable));
  cleanups.push(emulator.stop);
  const clients = awsClients(emulator);
  cleanups.push(() => Promise.resolve(clients.destroy()));
  const assembly = await step('Bootstrap the account, synthesize the sample app', async () => {
    const esign = sampleContext(simulator.apiUrl, endpoints);
    const bootstrapped = bootstrap(emulator, signal);
    const synthesized = synthSampleApp({ esign, folder: emulator.folder, build, ...abortable });
    // Neither may still be running when the other has failed.
    await Promise.allSettled([bootstrapped, synthesized]);
    await bootstrapped;
    const folder = await synthesized;
    if (bundles) await replaceBundles(folder, bundles);
    return folder;
  });
  const stack = await step('Deploy it with the CDK CLI', async () =>
    sampleStack(await deployAssembly({ emulator, clients, assembly, stackName, ...abortable })),
  );
  const connected = endpoints.filter((endpoint) => !unconnected.includes(endpoint));
  const registrations = await step('Register the webhook address, fill the secrets', async () =>
    Promise.all(connected.map((endpoint) => connectEndpoint(stack, endpoint, { clients, simulator }))),
  );
  const tap = await step('Add a rule whose target is a queue', () => tapEvents(clients, stack.eventBus));
  const registered = (endpoint: string) => {
    const found = registrations.find(({ name }) => name === endpoint);
    if (!found) throw new Error(`The endpoint ${endpoint} is not connected`);
    return found;
  };
  const deliver: RunningSample['deliver'] = (endpoint, webhook, delivery) =>
    deliverWebhook(emulator, registered(endpoint), webhook, delivery);
  return { emulator, simulator, clients, stack, tap, registered, deliver };
}
