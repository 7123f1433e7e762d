import { faultOf, type Fault as ProviderFault } from '../../simulators/kit/faults';
import type { Fault } from '../faults/fault';
import { seededRandom } from '../../seeded-random';

/** How often each fault is thrown, of a hundred: a hang holds up a worker, a death all that works beside it. */
const awsFaults: Readonly<Record<Fault, number>> = {
  error: 26,
  throttle: 26,
  cut: 20,
  'lose-answer': 16,
  'break-answer': 4,
  hang: 4,
  'die-before': 2,
  'die-after': 2,
};

/**
 * What a provider's API does on its bad days. That a file is not there (404) is no such fault: a provider that says so
 * twice, a minute apart, is believed.
 */
const providerFaults: Readonly<Record<string, readonly [weight: number, fault: ProviderFault]>> = {
  'server error': [30, faultOf.serverError],
  'rate limit': [20, faultOf.rateLimited('1')],
  'cut off': [12, faultOf.cutOff('content-length')],
  'cut off, chunked': [8, faultOf.cutOff('chunked')],
  'cut off without a word': [8, faultOf.cutOff('until-close')],
  unauthorized: [8, faultOf.unauthorized],
  'a page to sign in': [10, faultOf.html],
  hang: [2, faultOf.hang],
  stall: [2, faultOf.stall],
};

/** The dice of a storm, and how often each fault was thrown. */
export interface StormFaults {
  readonly ofAws: () => Fault | undefined;
  readonly ofProvider: () => ProviderFault | undefined;
  /** By its name, with whose it is before it. */
  readonly thrown: ReadonlyMap<string, number>;
  /** How many calls were asked about. */
  readonly calls: () => number;
}

/**
 * Throws a fault for that share of the calls. The throws are the seed's; which call meets which is left to the order in
 * which calls come, which no seed fixes.
 */
export function stormFaults(seed: number, share: number): StormFaults {
  const chance = seededRandom(seed);
  const thrown = new Map<string, number>();
  let calls = 0;
  const isFaulty = () => {
    calls++;
    return chance.chance(share);
  };
  const note = (name: string) => void thrown.set(name, (thrown.get(name) ?? 0) + 1);
  const aws = weighted(Object.entries(awsFaults).map(([fault, weight]) => [weight, fault as Fault] as const));
  const provider = weighted(
    Object.entries(providerFaults).map(([name, [weight, fault]]) => [weight, { name, fault }] as const),
  );
  return {
    thrown,
    calls: () => calls,
    ofAws() {
      if (!isFaulty()) return undefined;
      const fault = aws(chance.next());
      note(`AWS: ${fault}`);
      return fault;
    },
    ofProvider() {
      if (!isFaulty()) return undefined;
      const { name, fault } = provider(chance.next());
      note(`provider: ${name}`);
      return fault;
    },
  };
}

/** Finds the item that a number from 0 to 1 falls on, the weights being lengths. */
function weighted<Item>(items: readonly (readonly [weight: number, item: Item])[]) {
  const total = items.reduce((sum, [weight]) => sum + weight, 0);
  return (throwOf: number): Item => {
    let left = throwOf * total;
    for (const [weight, item] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    throw new RangeError('Only numbers from 0 to 1 fall on something');
  };
}
