import type { Webhook } from '../../../simulators/iinked-sign/package-webhooks';
import type { RegisteredEndpoint } from '../../../simulators/iinked-sign/signed-delivery';
import type { IinkedSignSimulator } from '../../../simulators/iinked-sign/simulator';
import type { SimulatedWebhook, WebhookTarget } from '../../../simulators/kit/provider-simulator';
import { awsClients, type AwsClients } from '../emulator/aws-clients';
import { connectEndpoint, type ConnectedEndpoint } from './connect-endpoint';
import { deliverWebhook, type DeliveryOptions } from '../send/deliver-webhook';
import { bootstrap, deployAssembly } from '../deploy/deploy-assembly';
import { startEmulator, type Emulator } from '../emulator/emulator';
import { tapEvents, type EventTap } from '../observe/event-tap';
import { postDelivery, type DeliveryAnswer } from '../send/post-delivery';
import { ensureVenv } from '../emulator/python-venv';
import { untilIdle } from '../observe/queues';
import { replaceLambdaAssets } from '../deploy/replace-lambda-assets';
import { sampleContext, sampleEndpoint, type EndpointOption, type SampleEndpoint } from './sample-endpoint';
import { sampleStack, stackName, type SampleStack } from './sample-stack';
import { startSimulators, type Simulators } from './simulators';
import { synthSampleApp } from '../deploy/synth-sample-app';

/** The sample app, deployed to a local AWS of its own and connected to simulated providers. */
export interface RunningSample extends Deliveries {
  readonly emulator: Emulator;
  /** The simulated iinked Sign. */
  readonly simulator: IinkedSignSimulator;
  readonly simulators: Simulators;
  readonly clients: AwsClients;
  readonly stack: SampleStack;
  /** Hears every signing event. */
  readonly tap: EventTap;
  /** Adds something to be stopped before all else, by `stop`. */
  readonly stopFirst: (stopIt: () => Promise<void>) => void;
  /** Leaves no process, no port and no file behind. */
  readonly stop: () => Promise<void>;
}

/** How webhooks come to the stack. */
interface Deliveries {
  /** An endpoint as it was connected. */
  readonly connected: (endpoint: string) => ConnectedEndpoint;
  /** Posts a webhook as the endpoint's provider does; a forger's target has another secret or address. */
  readonly post: (
    endpoint: string,
    webhook: SimulatedWebhook,
    forged?: Partial<WebhookTarget>,
  ) => Promise<DeliveryAnswer>;
  /** What the simulated iinked Sign gave out for an endpoint of its own. */
  readonly registered: (endpoint: string) => RegisteredEndpoint;
  /** Posts a webhook of iinked Sign, with all that can be wrong with one. */
  readonly deliver: (
    endpoint: string,
    webhook: Webhook | string,
    options?: DeliveryOptions,
  ) => Promise<DeliveryAnswer>;
}

/** Does one named piece of work; the demo shows it while it lasts. */
export type Step = <Result>(title: string, work: () => Promise<Result>) => Promise<Result>;

/** What is launched, and who is told. */
export interface LaunchOptions {
  readonly endpoints: readonly EndpointOption[];
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
    const failures: unknown[] = [];
    for (const cleanup of cleanups.splice(0).reverse())
      await cleanup().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be stopped well');
  };
  const stopFirst = (stopIt: () => Promise<void>) => void cleanups.push(stopIt);
  try {
    return { ...(await launch(options, cleanups)), stopFirst, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function launch(
  options: LaunchOptions,
  cleanups: (() => Promise<void>)[],
): Promise<Omit<RunningSample, 'stop' | 'stopFirst'>> {
  const { unconnected = [], step = (_, work) => work(), signal } = options;
  const endpoints = options.endpoints.map(sampleEndpoint);
  const abortable = signal ? { signal } : {};
  await step('Install the Python tools, unless they are there', () => ensureVenv(abortable));
  const simulators = await step('Start the simulated providers', () =>
    startSimulators(new Set(endpoints.map(({ provider }) => provider))),
  );
  cleanups.push(simulators.close);
  const emulator = await step('Start a local AWS, with IAM enforced', () => startEmulator(abortable));
  cleanups.push(emulator.stop);
  const clients = awsClients(emulator);
  cleanups.push(() => Promise.resolve(clients.destroy()));
  const assembly = await step('Bootstrap the account, synthesize the sample app', () =>
    prepare(endpoints, emulator, simulators, options),
  );
  const stack = await step('Deploy it with the CDK CLI', async () => {
    const deployed = sampleStack(
      await deployAssembly({ emulator, clients, assembly, stackName, ...abortable }),
    );
    await untilTestNotificationHandled(clients, deployed, abortable);
    return deployed;
  });
  const toConnect = endpoints.filter(({ endpoint }) => !unconnected.includes(endpoint));
  const connected = await step('Register the webhook addresses, fill the secrets', () =>
    Promise.all(toConnect.map(({ endpoint }) => connectEndpoint(stack, endpoint, { clients, simulators }))),
  );
  const tap = await step('Add a rule whose target is a queue', () => tapEvents(clients, stack.eventBus));
  const { iinkedSign: simulator } = simulators;
  return { emulator, simulator, simulators, clients, stack, tap, ...deliveries(emulator, connected) };
}

/**
 * Waits until the publisher has done with the message by which S3 tries the spool's notifications. A new environment kills
 * the function's instances here: the message would then stay away for as long as the queue says, which is minutes.
 */
function untilTestNotificationHandled(
  clients: AwsClients,
  stack: SampleStack,
  abortable: { readonly signal?: AbortSignal },
): Promise<void> {
  return untilIdle(clients, stack, { seconds: 60, ...abortable });
}

/** Bootstraps the account and gives the folder of the app's cloud assembly. */
async function prepare(
  endpoints: readonly SampleEndpoint[],
  emulator: Emulator,
  simulators: Simulators,
  { bundles, build = false, signal }: LaunchOptions,
): Promise<string> {
  const esign = sampleContext(endpoints, (provider) => simulators.of(provider).apiUrl);
  const bootstrapped = bootstrap(emulator, signal);
  const abortable = signal ? { signal } : {};
  const synthesized = synthSampleApp({ esign, folder: emulator.folder, build, ...abortable });
  // Neither may still be running when the other has failed.
  await Promise.allSettled([bootstrapped, synthesized]);
  await bootstrapped;
  const folder = await synthesized;
  if (bundles) await replaceLambdaAssets(folder, bundles);
  return folder;
}

function deliveries(emulator: Emulator, endpoints: readonly ConnectedEndpoint[]): Deliveries {
  const connected = (endpoint: string) => {
    const found = endpoints.find((one) => one.endpoint === endpoint);
    if (!found) throw new Error(`The endpoint ${endpoint} is not connected`);
    return found;
  };
  const registered = (endpoint: string) => {
    const found = connected(endpoint).registered;
    if (!found) throw new Error(`The endpoint ${endpoint} is not one of iinked Sign`);
    return found;
  };
  return {
    connected,
    registered,
    post(endpoint, webhook, forged = {}) {
      const { simulator, target } = connected(endpoint);
      return postDelivery(emulator, simulator.delivery(webhook, { ...target, ...forged }));
    },
    deliver: (endpoint, webhook, options) => deliverWebhook(emulator, registered(endpoint), webhook, options),
  };
}
