import { defined } from '../../../lambda/kit/defined';
import { connectFaultLayer } from '../faults/connect-fault-layer';
import { everyProvider } from '../harness/sample/every-provider';
import type { FaultLayer } from '../faults/fault-layer';
import { reportHarnessChange } from '../harness/change/harness-change';
import { setMaxReceiveCount, untilIdle } from '../harness/observe/queues';
import { reconcileSince } from '../harness/send/start-pass';
import type { RunningSample } from '../harness/sample/launch-sample';
import type { SampleEndpoint } from '../harness/sample/sample-endpoint';
import { account } from './account';
import { redriveAll } from './dead-letters';
import type { Discrepancy } from './discrepancy';
import { createStormEnvelopes, reconciledForMs } from './storm-envelopes';
import type { Ledger } from './ledger';
import { observeStack } from './observe-stack';
import { playStorm } from './play-storm';
import { runStormPasses } from './run-storm-passes';
import { countSituations, missingSituations } from './situations';
import { stormFaults, type StormFaults } from './storm-faults';
import { stormLeaks } from './storm-leaks';
import { planStorm, type EndpointShape } from './storm-plan';
import type { StormReport } from './storm-report';
import { logMessagesLeft, logSteps, stopwatch } from './storm-progress';
import { watchCalls, type CallWatch } from './watch-calls';

/** The endpoints of a storm: every provider, one of them twice. */
export const stormEndpoints: readonly SampleEndpoint[] = [
  ...everyProvider,
  { provider: 'kingsign', endpoint: 'kingsign-sales' },
];

/** The size and the behavior of a storm. */
export interface StormOptions {
  /**
   * The seed of the plan (envelopes, duplicates, disorder, forgeries) and of the sequence of faults. It does not decide
   * which call gets which fault, since functions run at the same time, nor the ids, secrets and bytes of the envelopes.
   */
  readonly seed: number;
  /** The number of planned requests. */
  readonly webhooks: number;
  /** The share of calls, to AWS and to the providers, that fail: 0 to 1. */
  readonly faults: number;
  /** The ledger of an earlier storm on the same stack. */
  readonly earlier?: Ledger;
  /**
   * The number of concurrent requests. With 6 to 8 few are answered 503 without faults; with 60, 180 of 224 were
   * (2 processors, 2026-11-21), each as `unchecked`, `TimedOut`. A request that finds no idle verifier starts a process,
   * and a cold verifier among many starting processes cannot read its secret within its 1.5 s.
   */
  readonly concurrency: number;
  /** The longest time without progress while the queues are being emptied. */
  readonly idleSeconds: number;
  /** Whether no pass runs at the end: then what no webhook reported is missing. */
  readonly withoutPasses?: boolean;
  readonly log?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** A sample with a fault layer. */
export interface StormField {
  readonly sample: RunningSample;
  readonly layer: FaultLayer;
  readonly watch: CallWatch;
}

/** Harness changes: the receives before a message is dead, and the seconds until a message of a dead consumer returns. */
const shortened = { maxReceives: 2, visibilityTimeout: 10 };

/** Puts the fault layer between a sample with `stormEndpoints` and its AWS, and makes messages dead sooner. */
export async function prepareField(sample: RunningSample): Promise<StormField> {
  const { clients, stack } = sample;
  const { maxReceives, visibilityTimeout } = shortened;
  const watch = watchCalls();
  await reconcileSince(sample, endpointNames, new Date(Date.now() - reconciledForMs));
  const layer = await connectFaultLayer(sample, { visibilityTimeout, around: watch.around });
  for (const url of stack.queueUrls.filter((one) => !one.includes('DeadLetter'))) {
    reportHarnessChange(`maxReceiveCount ${maxReceives} on ${url.split('/').at(-1)}`);
    await setMaxReceiveCount(clients, url, maxReceives);
  }
  return { sample, layer, watch };
}

/**
 * Sends a storm, waits until the queues are empty, lets passes find what no webhook reported, redrives the dead letters, and
 * accounts for everything sent and signed.
 */
export async function runStorm(field: StormField, options: StormOptions): Promise<StormReport> {
  const { sample, watch, layer } = field;
  const { seed, webhooks, concurrency, idleSeconds, earlier, signal, log = () => undefined } = options;
  const { timed, seconds } = stopwatch(log);
  const idle = () =>
    untilIdle(
      sample.clients,
      sample.stack,
      defined({ seconds: idleSeconds, everyMs: 500, onLook: logMessagesLeft(log), signal }),
    );
  const plan = planStorm({ seed, webhooks, endpoints: await shapesOf(sample) });
  const envelopes = createStormEnvelopes(plan, sample.connected);
  const storm = stormFaults(seed, options.faults);
  const callsBefore = watch.calls.length;
  const layerCallsBefore = layer.calls.length;

  setFaults(field, storm);
  const onStep = logSteps(plan.steps.length, log);
  const requests = await timed('sending', () =>
    playStorm(defined({ sample, plan, envelopes, concurrency, tick: watch.tick, onStep, signal })),
  );
  await timed('emptying the queues', idle);
  const unfinished = options.withoutPasses
    ? []
    : await timed('reconciling', () => runStormPasses(sample, stormEndpoints, idle));
  setFaults(field, undefined);
  const made = await envelopes.entries();
  const ledger: Ledger = {
    requests: [...(earlier?.requests ?? []), ...requests],
    envelopes: [...(earlier?.envelopes ?? []), ...made],
  };
  const observe = () => observeStack(sample, { envelopes: ledger.envelopes, calls: watch.calls });
  const before = await timed('reading', observe);
  const redriven = await timed('redriving', () => redriveAll(sample));
  await timed('emptying the queues again', idle);
  const after = await timed('reading again', observe);
  const leaks = await timed('searching for leaks', () => stormLeaks(sample, envelopes, endpointNames));
  const situations = countSituations({
    requests,
    calls: watch.calls.slice(callsBefore),
    failedSpoolPuts: storm.failedSpoolPuts(),
    ...(options.withoutPasses
      ? {}
      : { passes: { envelopes: made, events: after.events, calls: layer.calls.slice(layerCallsBefore) } }),
  });
  const discrepancies = eachOnce([
    ...account(ledger, before, { settled: false }),
    ...account(ledger, after, { settled: true }),
    ...unfinished,
    ...leaks,
    ...missingSituations(situations, options),
  ]);
  const { thrown, calls } = storm;
  return {
    plan,
    ledger,
    before,
    after,
    discrepancies,
    situations,
    redriven,
    thrown,
    calls: calls(),
    seconds,
  };
}

/** Reports what is missing both before and after the redrive once. */
function eachOnce(discrepancies: readonly Discrepancy[]): readonly Discrepancy[] {
  return [...new Map(discrepancies.map((one) => [`${one.name} ${one.about}`, one])).values()];
}

const endpointNames = stormEndpoints.map(({ endpoint }) => endpoint);

/** Asks each simulator how many webhooks an envelope has. */
function shapesOf({ connected }: RunningSample): Promise<readonly EndpointShape[]> {
  return Promise.all(
    stormEndpoints.map(async ({ provider, endpoint }) => {
      const probe = await connected(endpoint).simulator.addEnvelope();
      const webhooks = probe.webhooks();
      const completions = [...webhooks.keys()].filter(
        (index) => webhooks[index]?.type === 'envelope.completed',
      );
      return { provider, endpoint, webhooks: webhooks.length, completions };
    }),
  );
}

function setFaults({ sample, layer }: StormField, storm: StormFaults | undefined): void {
  layer.decideBy(storm?.ofAws);
  for (const endpoint of endpointNames)
    sample.connected(endpoint).simulator.faults.decideBy(storm?.ofProvider);
}
