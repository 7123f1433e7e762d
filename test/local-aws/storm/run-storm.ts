import { connectFaultLayer } from '../faults/connect-fault-layer';
import { everyProvider } from '../harness/sample/every-provider';
import type { FaultLayer } from '../faults/fault-layer';
import { reportHarnessChange } from '../harness/change/harness-change';
import { setMaxReceiveCount } from '../harness/observe/queues';
import type { RunningSample } from '../harness/sample/launch-sample';
import type { SampleEndpoint } from '../harness/sample/sample-endpoint';
import { account } from './account';
import { redriveAll } from './dead-letters';
import type { Discrepancy } from './discrepancy';
import { createStormEnvelopes } from './storm-envelopes';
import type { Ledger } from './ledger';
import { observeStack } from './observe-stack';
import { playStorm } from './play-storm';
import { stormFaults, type StormFaults } from './storm-faults';
import { untilWorkedOff } from './until-worked-off';
import { stormLeaks } from './storm-leaks';
import { planStorm, type EndpointShape } from './storm-plan';
import type { StormReport } from './storm-report';

/** What a storm is deployed with: every provider, one of them twice. */
export const stormEndpoints: readonly SampleEndpoint[] = [
  ...everyProvider,
  { provider: 'kingsign', endpoint: 'kingsign-sales' },
];

/** How a storm is to be. */
export interface StormOptions {
  /**
   * Fixes what is sent, and in which order it is begun: envelopes, duplicates, disorder, forgeries; and the throws of the
   * dice for faults. Not which call meets which throw: calls of many functions come as they come. Nor the ids, secrets
   * and bytes of the envelopes.
   */
  readonly seed: number;
  /** How many requests are planned. */
  readonly webhooks: number;
  /** Of the calls to AWS and to the providers: from 0 to 1. */
  readonly faults: number;
  /** What an earlier storm over the same field has sent. */
  readonly earlier?: Ledger;
  /**
   * Requests on their way at any moment. With 6 to 8 of them few are answered 503 without faults; with 60, 180 of 224
   * were (2 processors, 2026-11-21), each as `unchecked`, `TimedOut`: every one that finds no idle verifier starts a
   * process, and starting processes leave a cold one too little time to read its secret within the 1.5 s that it has.
   */
  readonly lanes: number;
  /** Seconds to wait until everything is worked off. */
  readonly patience: number;
  readonly say?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** A sample that storms can break over. */
export interface StormField {
  readonly sample: RunningSample;
  readonly layer: FaultLayer;
}

/** Harness changes: how often a message is tried, and how many seconds it stays with a consumer that died. */
const shortened = { tries: 2, visibilityTimeout: 10 };

/** Puts the fault layer between a sample with `stormEndpoints` and its AWS, and lets messages be given up sooner. */
export async function prepareField(sample: RunningSample): Promise<StormField> {
  const { clients, stack } = sample;
  const { tries, visibilityTimeout } = shortened;
  const layer = await connectFaultLayer(sample, { visibilityTimeout });
  for (const url of stack.queueUrls.filter((one) => !one.includes('DeadLetter'))) {
    reportHarnessChange(`maxReceiveCount ${tries} on ${url.split('/').at(-1)}`);
    await setMaxReceiveCount(clients, url, tries);
  }
  return { sample, layer };
}

/** Lets a storm break over a field, waits for it to pass, redrives what was given up, and accounts for all that was sent. */
export async function runStorm(field: StormField, options: StormOptions): Promise<StormReport> {
  const { sample } = field;
  const { seed, webhooks, lanes, patience, earlier, signal, say = () => undefined } = options;
  const { timed, seconds } = stopwatch(say);
  const idle = () => untilWorkedOff(sample, { seconds: patience, say, ...(signal ? { signal } : {}) });
  const plan = planStorm({ seed, webhooks, endpoints: await shapesOf(sample) });
  const roll = createStormEnvelopes(plan, sample.connected);
  const storm = stormFaults(seed, options.faults);

  setFaults(field, storm);
  const onStep = progress(plan.steps.length, say);
  const requests = await timed('sending', () =>
    playStorm({ sample, plan, roll, lanes, onStep, ...(signal ? { signal } : {}) }),
  );
  await timed('working off', idle);
  setFaults(field, undefined);
  const ledger: Ledger = {
    requests: [...(earlier?.requests ?? []), ...requests],
    envelopes: [...(earlier?.envelopes ?? []), ...(await roll.entries())],
  };
  const before = await timed('reading', () => observeStack(sample, ledger.envelopes));
  const redriven = await timed('redriving', () => redriveAll(sample));
  await timed('working off again', idle);
  const after = await timed('reading again', () => observeStack(sample, ledger.envelopes));
  const leaks = await timed('searching for leaks', () => stormLeaks(sample, roll, endpointNames));
  const discrepancies = eachOnce([
    ...account(ledger, before, { settled: false }),
    ...account(ledger, after, { settled: true }),
    ...leaks,
  ]);
  const { thrown, calls } = storm;
  return { plan, ledger, before, after, discrepancies, redriven, thrown, calls: calls(), seconds };
}

/** What is missing before a redrive and after it is missing once. */
function eachOnce(discrepancies: readonly Discrepancy[]): readonly Discrepancy[] {
  return [...new Map(discrepancies.map((one) => [`${one.name} ${one.about}`, one])).values()];
}

const endpointNames = stormEndpoints.map(({ endpoint }) => endpoint);

/** How many webhooks an envelope has is the simulators' word. */
function shapesOf({ connected }: RunningSample): Promise<readonly EndpointShape[]> {
  return Promise.all(
    stormEndpoints.map(async ({ provider, endpoint }) => {
      const probe = await connected(endpoint).simulator.addEnvelope();
      return { provider, endpoint, webhooks: probe.webhooks().length };
    }),
  );
}

function setFaults({ sample, layer }: StormField, storm: StormFaults | undefined): void {
  layer.decideBy(storm?.ofAws);
  for (const endpoint of endpointNames)
    sample.connected(endpoint).simulator.faults.decideBy(storm?.ofProvider);
}

/** Takes the time of each part. */
function stopwatch(say: (line: string) => void) {
  const seconds: Record<string, number> = {};
  return {
    seconds,
    async timed<Result>(part: string, work: () => Promise<Result>): Promise<Result> {
      say(part);
      const start = performance.now();
      const result = await work();
      seconds[part] = (performance.now() - start) / 1_000;
      return result;
    },
  };
}

/** Says how far it is, twenty times. */
function progress(steps: number, say: (line: string) => void): () => void {
  let done = 0;
  const some = Math.ceil(steps / 20);
  return () => {
    if (++done % some === 0) say(`  ${done} of ${steps}`);
  };
}
