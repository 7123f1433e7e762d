import { defined } from '../../../../lambda/kit/defined';
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
  /** A queue that gets every signing event. */
  readonly tap: EventTap;
  /** Adds something that `stop` stops before everything else. */
  readonly stopFirst: (stopIt: () => Promise<void>) => void;
  /** Stops everything: no process, port or file is left. */
  readonly stop: () => Promise<void>;
}

/** How webhooks get to the stack. */
interface Deliveries {
  /** Finds a connected endpoint. */
  readonly connected: (endpoint: string) => ConnectedEndpoint;
  /** Posts a webhook as the endpoint's provider does. `forged` replaces the secret or the address. */
  readonly post: (
    endpoint: string,
    webhook: SimulatedWebhook,
    forged?: Partial<WebhookTarget>,
  ) => Promise<DeliveryAnswer>;
  /** Finds the registration at the simulated iinked Sign. */
  readonly registered: (endpoint: string) => RegisteredEndpoint;
  /** Posts a webhook of iinked Sign, with or without faults. */
  readonly deliver: (
    endpoint: string,
    webhook: Webhook | string,
    options?: DeliveryOptions,
  ) => Promise<DeliveryAnswer>;
}

/** Runs one named piece of work. The demo shows its name while it runs. */
export type Step = <Result>(title: string, work: () => Promise<Result>) => Promise<Result>;

/** The options of a launch. */
export interface LaunchOptions {
  readonly endpoints: readonly EndpointOption[];
  /** The endpoints that the user has not connected: their secrets stay as the deployment made them. */
  readonly unconnected?: readonly string[];
  /** The file of an app to deploy instead of the sample app. Its construct has the same id, and its stack the same name. */
  readonly app?: string;
  /** Makes what must be in the account before the deployment. */
  readonly makeFirst?: (clients: AwsClients) => Promise<void>;
  /** A folder with Lambda assets to use instead of `dist/lambda`. */
  readonly lambdaAssets?: string;
  /** Whether synthesis first builds the Lambda assets, as `cdk.json` says. */
  readonly build?: boolean;
  /** The account's concurrent executions of Lambda. */
  readonly lambdaQuota?: number;
  readonly step?: Step;
  readonly signal?: AbortSignal;
}

/** Starts everything. If a step fails or the signal is aborted, it stops what it has started. */
export async function launchSample(options: LaunchOptions): Promise<RunningSample> {
  const cleanups: (() => Promise<void>)[] = [];
  const stop = async () => {
    const failures: unknown[] = [];
    for (const cleanup of cleanups.splice(0).reverse())
      await cleanup().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be stopped');
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
  const { unconnected = [], makeFirst, lambdaQuota, step = (_, work) => work(), signal } = options;
  const endpoints = options.endpoints.map(sampleEndpoint);
  const abortable = signal ? { signal } : {};
  await step('Install the Python tools, unless they are there', () => ensureVenv(abortable));
  const simulators = await step('Start the simulated providers', () =>
    startSimulators(new Set(endpoints.map(({ provider }) => provider))),
  );
  cleanups.push(simulators.close);
  const emulator = await step('Start a local AWS, with IAM enforced', () =>
    startEmulator({ ...abortable, ...(lambdaQuota === undefined ? {} : { lambdaQuota }) }),
  );
  cleanups.push(emulator.stop);
  const clients = awsClients(emulator);
  cleanups.push(() => Promise.resolve(clients.destroy()));
  await makeFirst?.(clients);
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
  const tap = await step('Add a rule whose target is a queue', () =>
    tapEvents(clients, stack.eventBus, simulators.requestCount),
  );
  const { iinkedSign: simulator } = simulators;
  return { emulator, simulator, simulators, clients, stack, tap, ...deliveries(emulator, connected) };
}

/**
 * Waits until the publisher has handled S3's test message for the spool's notifications. A test that changes the
 * function's environment kills its instances: the message would then stay invisible for minutes.
 */
function untilTestNotificationHandled(
  clients: AwsClients,
  stack: SampleStack,
  abortable: { readonly signal?: AbortSignal },
): Promise<void> {
  return untilIdle(clients, stack, { seconds: 60, ...abortable });
}

/** Bootstraps the account and returns the folder of the app's cloud assembly. */
async function prepare(
  endpoints: readonly SampleEndpoint[],
  emulator: Emulator,
  simulators: Simulators,
  { app, lambdaAssets, build = false, signal }: LaunchOptions,
): Promise<string> {
  const esign = sampleContext(endpoints, (provider) => simulators.of(provider).apiUrl);
  const bootstrapped = bootstrap(emulator, signal);
  const chosen = defined({ app, signal });
  const synthesized = synthSampleApp({ esign, folder: emulator.folder, build, ...chosen });
  // If one fails, wait for the other too: no process may be left.
  await Promise.allSettled([bootstrapped, synthesized]);
  await bootstrapped;
  const folder = await synthesized;
  if (lambdaAssets) await replaceLambdaAssets(folder, lambdaAssets);
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
