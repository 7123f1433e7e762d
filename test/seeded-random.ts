/** Numbers that look random and are the same for the same seed. */
export interface SeededRandom {
  /** From 0 to 1, without 1. */
  readonly next: () => number;
  /** From 0 to `below`, without it. */
  readonly int: (below: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  readonly bytes: (length: number) => Buffer;
  readonly text: (length: number, alphabet?: string) => string;
}

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Of a whole number of 32 bits. Source: mulberry32, a generator in the public domain by Tommy Ettinger: good enough to choose what tests send. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number) => Math.floor(next() * below);
  const pick = <Item>(items: readonly Item[]): Item => {
    if (items.length === 0) throw new Error('There is nothing to pick from');
    return items[int(items.length)]!;
  };
  return {
    next,
    int,
    pick,
    chance: (probability) => next() < probability,
    bytes: (length) => Buffer.from(Array.from({ length }, () => int(256))),
    text: (length, alphabet = lettersAndDigits) =>
      Array.from({ length }, () => alphabet[int(alphabet.length)]).join(''),
  };
}
