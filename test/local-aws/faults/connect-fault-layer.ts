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

/** How a sample is connected. */
export interface ConnectOptions {
  /** Seconds after which SQS delivers again what a dead consumer has taken. 5 unless told. */
  readonly visibilityTimeout?: number;
  /** Stands between the layer and the local AWS; the waits are shortened behind it. */
  readonly around?: (forward: CallHandler) => CallHandler;
}

/** The rooms' functions, by what their paths in the construct tree contain. */
const functionNames = { verify: 'Verifier', publish: 'Publisher', archive: 'Archiver' } as const;

/**
 * Starts a fault layer and lets all functions of a running sample speak to AWS through it, from their next instance on.
 * They then die when it says so, and every message that they put off comes again after a second. It stops with the sample.
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
  reportHarnessChange('messages that are put off come again after 1 s');
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

/** The names of a stage's functions: the verifiers are many. */
export function functionsOf({ template, physicalIds }: SampleStack, stage: Stage): readonly string[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
    .filter(([id, resource]) => pathOf(id, resource).includes(functionNames[stage]))
    .map(([id]) => physicalIds.get(id) ?? '');
}
