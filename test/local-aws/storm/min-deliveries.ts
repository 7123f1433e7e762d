import type { SeededRandom } from '../../seeded-random';
import { groupBy } from './genuine-requests';
import type { TimedDelivery } from './storm-plan';

/** The deliveries that each storm has, if it is large enough: large ones, and variants of webhooks that were sent before. */
const minDeliveries = { large: 5, variant: 3 } as const;

/** No other delivery of a plan has this variant, so that its fact has two. */
const ownVariant = 4;

/**
 * Makes some deliveries large, and some duplicates variants.
 *
 * @param sendsAgain whether the provider sends a delivery again: such a delivery is accepted in the end
 */
export function withMinDeliveries(
  chance: SeededRandom,
  deliveries: readonly TimedDelivery[],
  sendsAgain: (delivery: TimedDelivery) => boolean,
): readonly TimedDelivery[] {
  const candidates = deliveries.filter(sendsAgain);
  const large = pickSome(chance, candidates, minDeliveries.large);
  const variants = pickSome(chance, secondDeliveries(candidates), minDeliveries.variant);
  return deliveries.map((delivery) => ({
    ...delivery,
    step: {
      ...delivery.step,
      ...(large.has(delivery) ? { large: true as const } : {}),
      ...(variants.has(delivery) ? { variant: ownVariant } : {}),
    },
  }));
}

/** Finds the second delivery of each webhook that is sent more than once. */
function secondDeliveries(deliveries: readonly TimedDelivery[]): readonly TimedDelivery[] {
  const same = groupBy(deliveries, ({ step: { envelope, webhook } }) => `${envelope} ${webhook}`);
  return [...same.values()].flatMap(([, second]) => (second ? [second] : []));
}

function pickSome<Item>(chance: SeededRandom, items: readonly Item[], count: number): ReadonlySet<Item> {
  const picked = new Set<Item>();
  while (picked.size < Math.min(count, items.length)) picked.add(chance.pick(items));
  return picked;
}
