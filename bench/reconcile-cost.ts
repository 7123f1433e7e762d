// Counts the calls of the passes over one endpoint, and computes what they cost in a month:
//
//   npx --no-install tsx bench/reconcile-cost.ts
//
// The calls are counted with the product's own stage, whose buckets, queues and provider are in memory
// (`test/lambda/reconcile/measured-pass.ts`). All envelopes were made lately, so that a recent pass reads them all. One in a
// hundred completed since the pass before: far more than an endpoint has in an hour. An hourly pass looks at each completion up
// to 13 times. The times of the calls are assumed, one after another, and on the high side. `lib/reconciliation-options.ts` has
// the formula.
import type { ScheduledPassKind } from '../lambda/contracts/reconcile-message';
import { measurePass, type PassCalls } from '../test/lambda/reconcile/measured-pass';
import { cost } from './cost/prices';

/** Assumed. */
const seconds = { perRun: 0.1, perProviderCall: 2, perS3Call: 0.05 };

/** As `lib/internal/reconciler.ts` has it. */
const memoryGb = 0.5;

const hourMs = 3_600_000;
const monthHours = 30 * 24;

/** The passes of the defaults. */
interface Plan {
  readonly name: string;
  readonly passes: readonly { readonly kind: ScheduledPassKind; readonly everyHours: number }[];
}

const plans: readonly Plan[] = [
  {
    name: 'Documenso, Sign.Plus',
    passes: [
      { kind: 'recent', everyHours: 1 },
      { kind: 'full', everyHours: 7 * 24 },
    ],
  },
  { name: 'iinked Sign, Kingsign', passes: [{ kind: 'full', everyHours: 24 }] },
];

/** How often a completion is looked at: by each hourly pass within the overlap of six hours and the time between two marks. */
const looks = (everyHours: number) => (everyHours < 6 ? 13 : 2);

function dollars({ listOrPut, getOrHead, provider, runs }: PassCalls): number {
  const time =
    runs * seconds.perRun + provider * seconds.perProviderCall + (listOrPut + getOrHead) * seconds.perS3Call;
  return (
    cost('put', listOrPut) +
    cost('get', getOrHead) +
    // A message is sent, received and deleted. Those of passes have a group.
    cost('sqsRequest', 3 * runs) +
    cost('fairQueue', 3 * runs) +
    cost('run', runs) +
    cost('gbSecond', time * memoryGb)
  );
}

async function row({ name, passes }: Plan, envelopes: number): Promise<void> {
  let sum = 0;
  for (const { kind, everyHours } of passes) {
    // What the passes before have looked at comes again in the overlap.
    const completedSince = Math.min(envelopes, (envelopes / 100) * looks(everyHours));
    const calls = await measurePass({ envelopes, completedSince, kind, everyMs: everyHours * hourMs });
    const count = monthHours / everyHours;
    const cost = count * dollars(calls);
    sum += cost;
    const { provider, listOrPut, getOrHead, runs } = calls;
    const columns = [provider, listOrPut, getOrHead, runs, count.toFixed(1), cost.toFixed(4)];
    console.log([name, envelopes, kind, ...columns].join('  '));
  }
  console.log([name, envelopes, 'sum', sum.toFixed(2)].join('  '));
}

async function main(): Promise<void> {
  console.log(
    'provider  envelopes  pass  provider calls  LIST+PUT  GET+HEAD  runs  passes a month  US dollars a month',
  );
  for (const plan of plans) for (const envelopes of [100, 1_000, 10_000]) await row(plan, envelopes);
}

void main();
