import { setTimeout as delay } from 'node:timers/promises';

/** The awaited state did not come about. */
export class WaitTimedOut extends Error {
  override readonly name = 'WaitTimedOut';
}

/** What to wait for, and how long. */
export interface WaitOptions {
  /** Completes "waited N s for …". */
  readonly what: string;
  /** The longest time without progress, on an idle machine. */
  readonly seconds: number;
  /** The pause between two looks. */
  readonly everyMs?: number;
  /** A value that changes with each progress; a change starts the time anew. */
  readonly progress?: () => string | number;
  readonly signal?: AbortSignal;
}

/** Progress without an end must end too: after this many times `seconds`. */
const maxRestarts = 5;

/**
 * Looks again and again until `look` gives something, and returns it. It counts looks, not seconds: on a busy machine
 * each look takes longer, so the wait gets longer as well.
 *
 * @throws WaitTimedOut
 */
export async function waitFor<Found>(
  look: () => Promise<Found | undefined | false> | Found | undefined | false,
  { what, seconds, everyMs = 100, progress = () => 0, signal }: WaitOptions,
): Promise<Found> {
  const startedAt = performance.now();
  const maxLooks = (seconds * 1_000) / everyMs;
  let lastProgress = progress();
  for (let looks = 0, idleLooks = 0; ; looks++, idleLooks++) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    const current = progress();
    if (current !== lastProgress) idleLooks = 0;
    lastProgress = current;
    if (idleLooks > maxLooks || looks > maxRestarts * maxLooks) {
      const waited = Math.round((performance.now() - startedAt) / 1_000);
      throw new WaitTimedOut(`waited ${waited} s for ${what}`);
    }
    await delay(everyMs, undefined, signal ? { signal } : {});
  }
}
