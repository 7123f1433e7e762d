/** Chance that a seed fixes: the same seed throws the same, throw by throw. */
export interface Dice {
  /** From 0 to 1, without 1. */
  readonly number: () => number;
  /** A whole number from 0 to `limit`, without `limit`. */
  readonly below: (limit: number) => number;
  /** True in that share of the throws. */
  readonly chance: (share: number) => boolean;
  /** One of them, each as likely as the others. */
  readonly pick: <Item>(items: readonly Item[]) => Item;
}

/** Dice of a seed, a whole number of 32 bits. Source: mulberry32, a generator in the public domain by Tommy Ettinger. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const number = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(number() * limit);
  return {
    number,
    below,
    chance: (share) => number() < share,
    pick(items) {
      if (items.length === 0) throw new Error('There is nothing to pick from');
      return items[below(items.length)]!;
    },
  };
}
