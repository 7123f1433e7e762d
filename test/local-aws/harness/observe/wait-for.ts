import { setTimeout as delay } from 'node:timers/promises';

/** What was waited for did not come. */
export class WaitTimedOut extends Error {
  override readonly name = 'WaitTimedOut';
}

/** How long to wait, and for what. */
export interface WaitOptions {
  /** Completes "waited N s for …". */
  readonly what: string;
  readonly seconds: number;
  /** Milliseconds between two looks. */
  readonly every?: number;
  readonly signal?: AbortSignal;
}

/** Looks again and again until `look` gives something, and gives it. Throws `WaitTimedOut` at the deadline. */
export async function waitFor<Found>(
  look: () => Promise<Found | undefined | false> | Found | undefined | false,
  { what, seconds, every = 100, signal }: WaitOptions,
): Promise<Found> {
  const deadline = performance.now() + seconds * 1_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new WaitTimedOut(`waited ${seconds} s for ${what}`);
    await delay(every, undefined, signal ? { signal } : {});
  }
}
