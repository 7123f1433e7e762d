import { faultOf, type Fault as ProviderFault } from '../../simulators/kit/faults';
import type { AwsCall } from '../faults/aws-call';
import { faults, isDeadly, type Fault } from '../faults/fault';
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

/**
 * Of the verifier's puts into the spool: AWS refuses each attempt. Otherwise almost every put works at the second or third
 * attempt, and few webhooks go to the spool.
 */
const failedSpoolPuts = 0.4;

/**
 * A page of a pass makes a hundred calls for one message. If each attempt at each of them could fail, no page would come to its
 * end. So the SDK's last attempt works, and of the faults that no attempt survives few come.
 */
const ofPasses = { faultsOfOneCall: 2, fatal: 0.15 } as const;

const isFatal = (fault: Fault) => isDeadly(fault) || fault === 'break-answer';

/** Chooses the faults of a storm and counts them. */
export interface StormFaults {
  readonly ofAws: (call: Pick<AwsCall, 'stage' | 'operation' | 'invocation'>) => Fault | undefined;
  readonly ofProvider: () => ProviderFault | undefined;
  /** The count of each fault, by `AWS: <name>` or `provider: <name>`. */
  readonly thrown: ReadonlyMap<string, number>;
  /** Counts the puts into the spool that failed for good. If there are faults, the first put is one of them. */
  readonly failedSpoolPuts: () => number;
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
  const spoolPuts = new Map<string, boolean>();
  const isFailedSpoolPut = ({ stage, operation, invocation }: Parameters<StormFaults['ofAws']>[0]) => {
    if (share === 0 || stage !== 'verify' || operation !== 'PutObject') return false;
    const known = spoolPuts.get(invocation);
    const isFailed = known ?? (spoolPuts.size === 0 || chance.chance(failedSpoolPuts));
    spoolPuts.set(invocation, isFailed);
    return isFailed;
  };
  const faultsOfCall = new Map<string, number>();
  const mildFault = (invocation: string, fault: Fault) => {
    const before = faultsOfCall.get(invocation) ?? 0;
    faultsOfCall.set(invocation, before + 1);
    if (before >= ofPasses.faultsOfOneCall) return undefined;
    return isFatal(fault) && !chance.chance(ofPasses.fatal) ? 'cut' : fault;
  };
  const note = (name: string) => void thrown.set(name, (thrown.get(name) ?? 0) + 1);
  const aws = weighted(Object.entries(awsFaults).map(([fault, weight]) => [weight, fault as Fault] as const));
  // A small storm meets each kind too: the rare ones would not come up in it by their weight.
  const notYet = [...faults];
  const awsFault = () => {
    const chosen = chance.next();
    return notYet.splice(Math.floor(chosen * notYet.length), 1)[0] ?? aws(chosen);
  };
  const provider = weighted(
    Object.entries(providerFaults).map(([name, [weight, fault]]) => [weight, { name, fault }] as const),
  );
  return {
    thrown,
    failedSpoolPuts: () => [...spoolPuts.values()].filter(Boolean).length,
    calls: () => calls,
    ofAws(call) {
      const isFailed = isFailedSpoolPut(call);
      if (!isFaulty() && !isFailed) return undefined;
      const chosen = isFailed ? 'error' : awsFault();
      const fault = call.stage === 'reconcile' ? mildFault(call.invocation, chosen) : chosen;
      if (fault === undefined) return undefined;
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
