import { setImmediate } from 'node:timers/promises';
import { seededRandom } from '../test/seeded-random';

/** A time that passes only in `run`. */
export interface VirtualTime {
  /** Returns milliseconds since the start. */
  readonly now: () => number;
  /** Waits. */
  readonly pass: (ms: number) => Promise<void>;
  /** Calls `act` once in each interval until `endMs`, at a random time in it. */
  readonly every: (intervalMs: number, endMs: number, act: () => Promise<void>) => void;
  /** Lets time pass until nothing waits any more. */
  readonly run: () => Promise<void>;
}

/** Makes a time that begins at 0. Real timers, such as time limits, never end meanwhile: a run takes seconds. */
export function virtualTime(seed: number): VirtualTime {
  const random = seededRandom(seed);
  let now = 0;
  const waiting: { readonly at: number; readonly act: () => void }[] = [];
  const at = (ms: number, act: () => void) => {
    const after = waiting.findIndex((one) => one.at > ms);
    waiting.splice(after === -1 ? waiting.length : after, 0, { at: ms, act });
  };
  const pass = (ms: number) => new Promise<void>((resolve) => at(now + ms, resolve));
  const failures: unknown[] = [];
  return {
    now: () => now,
    pass,
    every: (intervalMs, endMs, act) => {
      for (let ms = 0; ms < endMs; ms += intervalMs)
        at(ms + random.next() * intervalMs, () => void act().catch((error: unknown) => failures.push(error)));
    },
    run: async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        now = next.at;
        next.act();
        await setImmediate();
      }
      if (failures.length > 0) throw new AggregateError(failures, 'the simulation failed');
    },
  };
}
