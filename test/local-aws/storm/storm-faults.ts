import { faultOf, type Fault as ProviderFault } from '../../simulators/kit/faults';
import type { Fault } from '../faults/fault';
import { seededRandom } from '../../seeded-random';

/** The weight of each fault, in percent. A hang blocks a worker, and a death ends everything that runs in the process. */
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
 * The weight of each fault of a provider's API. A missing file (404) is not among them: the archiver accepts it as final
 * if the provider says it twice, a minute apart.
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

/** Chooses the faults of a storm and counts them. */
export interface StormFaults {
  readonly ofAws: () => Fault | undefined;
  readonly ofProvider: () => ProviderFault | undefined;
  /** The count of each fault, by `AWS: <name>` or `provider: <name>`. */
  readonly thrown: ReadonlyMap<string, number>;
  /** Counts all calls, with and without a fault. */
  readonly calls: () => number;
}

/**
 * Chooses a fault for that share of the calls. The seed fixes the sequence of faults. Which call gets which fault depends
 * on the order of the calls.
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

/** Maps a number from 0 to 1 to an item, in proportion to the weights. */
function weighted<Item>(items: readonly (readonly [weight: number, item: Item])[]) {
  const total = items.reduce((sum, [weight]) => sum + weight, 0);
  return (chance: number): Item => {
    let left = chance * total;
    for (const [weight, item] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    throw new RangeError('The number must be from 0 to 1');
  };
}
