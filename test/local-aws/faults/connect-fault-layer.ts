import { join } from 'node:path';
import { addEnvironment } from '../harness/change/function-environment';
import { reportHarnessChange } from '../harness/change/harness-change';
import type { RunningSample } from '../harness/sample/launch-sample';
import { setVisibilityTimeout } from '../harness/observe/queues';
import type { SampleStack } from '../harness/sample/sample-stack';
import { pathOf } from '../harness/deploy/template';
import { stages, type Stage } from './aws-call';
import type { FaultLayer } from './fault-layer';
import { startFaultLayer, type CallHandler } from './start-fault-layer';
import { withShortWaits } from './short-waits';

/** How to connect a sample to a fault layer. */
export interface ConnectOptions {
  /**
   * The seconds until SQS delivers a message of a dead consumer again.
   *
   * @default 5
   */
  readonly visibilityTimeout?: number;
  /** Wraps the calls from the layer to the local AWS, outside of the wrapper that shortens delays. */
  readonly around?: (forward: CallHandler) => CallHandler;
}

/** A part of the construct path of each stage's functions. */
const functionNames = {
  verify: 'Verifier',
  publish: 'Publisher',
  archive: 'Archiver',
  reconcile: 'Reconciler',
} as const satisfies Readonly<Record<Stage, string>>;

/**
 * Starts a fault layer and sends all AWS calls of a running sample through it. Functions use it from their next instance
 * on. They die when it demands it, and each delayed message comes again after a second. It stops with the sample.
 */
export async function connectFaultLayer(
  {
    emulator,
    clients,
    stack,
    stopFirst,
  }: Pick<RunningSample, 'emulator' | 'clients' | 'stack' | 'stopFirst'>,
  { visibilityTimeout = 5, around = (forward) => forward }: ConnectOptions = {},
): Promise<FaultLayer> {
  const shorten = withShortWaits(clients);
  reportHarnessChange('delayed messages come again after 1 s');
  const layer = await startFaultLayer(emulator, { around: (forward) => around(shorten(forward)) });
  stopFirst(layer.stop);
  for (const url of stack.queueUrls.filter((one) => !one.includes('DeadLetter'))) {
    reportHarnessChange(`visibility time-out of ${visibilityTimeout} s on ${url.split('/').at(-1)}`);
    await setVisibilityTimeout(clients, url, visibilityTimeout);
  }
  for (const stage of stages) {
    for (const name of functionsOf(stack, stage)) {
      await addEnvironment(clients, name, {
        AWS_ENDPOINT_URL: layer.endpointOf(stage),
        NODE_OPTIONS: `--require ${join(__dirname, 'die-on-answer.cjs')}`,
      });
    }
  }
  return layer;
}

/** Finds the names of a stage's functions. There are several verifiers. */
export function functionsOf({ template, physicalIds }: SampleStack, stage: Stage): readonly string[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
    .filter(([id, resource]) => pathOf(id, resource).includes(functionNames[stage]))
    .map(([id]) => physicalIds.get(id) ?? '');
}
