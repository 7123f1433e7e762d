import type { Stopwatch } from '../poll';

/** A queue that must not grow while the past is replayed. */
export interface WatchedQueue {
  /** Completes "… messages wait in". */
  readonly name: string;
  readonly count: () => Promise<number>;
  /** Replay pauses above this number of messages. */
  readonly max: number;
}

/** How fast to replay. */
export interface PaceLimits {
  readonly perSecond: number;
  readonly queues: readonly WatchedQueue[];
}

const lookEveryMs = 5_000;

/** Keeps a replay slower than live events: each event has its time, and none is sent while a queue is full. */
export class Pace {
  private nextAt = 0;
  private lookedAt = -Infinity;

  constructor(
    private readonly limits: PaceLimits,
    private readonly watch: Stopwatch,
    private readonly warn: (line: string) => void,
  ) {}

  /** Waits until the next event may be sent. */
  async turn(): Promise<void> {
    await this.untilDrained();
    const now = this.watch.elapsedMs();
    if (now < this.nextAt) await this.watch.sleep(this.nextAt - now);
    this.nextAt = Math.max(now, this.nextAt) + 1_000 / this.limits.perSecond;
  }

  private async untilDrained(): Promise<void> {
    if (this.watch.elapsedMs() - this.lookedAt < lookEveryMs) return;
    for (let paused = false; ; paused = true) {
      this.lookedAt = this.watch.elapsedMs();
      const full = await this.fullQueue();
      if (full === undefined) return;
      if (!paused) this.warn(`Paused: ${full}.`);
      await this.watch.sleep(lookEveryMs);
    }
  }

  private async fullQueue(): Promise<string | undefined> {
    for (const { name, count, max } of this.limits.queues) {
      const waiting = await count();
      if (waiting > max)
        return `${waiting} messages wait in ${name}. It goes on when they are ${max} at most`;
    }
    return undefined;
  }
}
