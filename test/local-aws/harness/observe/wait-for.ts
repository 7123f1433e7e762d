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
  const isOver = countLooks({ maxLooks: (seconds * 1_000) / everyMs, progress });
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (isOver()) {
      const waited = Math.round((performance.now() - startedAt) / 1_000);
      throw new WaitTimedOut(`waited ${waited} s for ${what}`);
    }
    await delay(everyMs, undefined, signal ? { signal } : {});
  }
}

interface LookLimit extends Required<Pick<WaitOptions, 'progress'>> {
  readonly maxLooks: number;
}

/** Counts a look at each call, and returns whether there were too many, in all or since the last progress. */
function countLooks({ maxLooks, progress }: LookLimit): () => boolean {
  let looks = 0;
  let idleLooks = 0;
  let last = progress();
  return () => {
    const current = progress();
    looks++;
    idleLooks = current === last ? idleLooks + 1 : 0;
    last = current;
    return idleLooks > maxLooks || looks > maxRestarts * maxLooks;
  };
}
