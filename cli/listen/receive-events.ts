import { CommandFailure } from '../command-failure';
import type { Stopwatch } from '../poll';
import type { Queue } from '../queues/queue';
import type { Output } from '../terminal/output';
import { readBusEvent, type BusEvent } from './bus-event';
import type { Bus, ListenerResources } from './listener-resources';
import { silentMs } from './open-listener';
import { RecentIds } from './recent-ids';

/** A listener that exists. */
export interface Listener {
  readonly name: string;
  readonly bus: Bus;
  readonly queueUrl: string;
}

/** What receiving needs. */
export interface ReceiveDeps extends Pick<Output, 'warn'> {
  readonly resources: Pick<ListenerResources, 'putProbe' | 'renew'>;
  readonly queue: Pick<Queue, 'receive'>;
  readonly watch: Stopwatch;
  readonly serverNow: () => number;
  readonly signal: AbortSignal;
  /** How long to listen. Absent: until the signal. */
  readonly maxMs: number | undefined;
  /** Called once: from now on no event is missed. */
  readonly onReady: () => void;
  /** Called for each event. `isAgain`: it was published before. */
  readonly onEvent: (event: BusEvent, isAgain: boolean) => void;
}

/** A message is hidden longer than the queue keeps it. So it is received once, and nobody has to delete it. */
const hiddenSeconds = 600;

const probeEveryMs = 2_000;

/** A new rule matches after some seconds. EventBridge names no number, so the first probe that comes through shows it. */
const maxProbingMs = 90_000;

const renewEveryMs = 60_000;

/** A network that is gone for a moment ends nothing. */
const maxFailingMs = 2 * 60_000;
const retryEveryMs = 5_000;

/** Receives events until the signal is aborted or the time is over. Throws `CommandFailure`. */
export async function receiveEvents(listener: Listener, deps: ReceiveDeps): Promise<void> {
  const { watch, signal, maxMs = Infinity } = deps;
  const startedAt = watch.elapsedMs();
  const reception = new Reception(listener, deps);
  let failingSince: number | undefined;
  while (!signal.aborted && watch.elapsedMs() - startedAt < maxMs) {
    try {
      await reception.receive();
      if (failingSince !== undefined) deps.warn('AWS answers again.');
      failingSince = undefined;
    } catch (error) {
      failingSince = await waitAfterFailure(error, failingSince, deps);
    }
  }
}

/** Waits until the next attempt. Returns since when AWS does not answer. Throws if that is too long. */
async function waitAfterFailure(
  error: unknown,
  failingSince: number | undefined,
  { watch, warn }: ReceiveDeps,
): Promise<number> {
  const now = watch.elapsedMs();
  const isOver = failingSince !== undefined && now - failingSince >= maxFailingMs;
  if (!(error instanceof CommandFailure) || error instanceof ProbeLost || isOver) throw error;
  if (failingSince === undefined) warn(`${error.message} Trying again for two minutes.`);
  await watch.sleep(retryEveryMs);
  return failingSince ?? now;
}

/** No probe came through. */
class ProbeLost extends CommandFailure {}

class Reception {
  private readonly deliveries = new RecentIds();
  private readonly events = new RecentIds();
  private readonly startedAt: number;
  private isReady = false;
  private probedAt = -Infinity;
  private renewedAt: number;

  constructor(
    private readonly listener: Listener,
    private readonly deps: ReceiveDeps,
  ) {
    this.startedAt = this.renewedAt = deps.watch.elapsedMs();
  }

  /** Receives what there is, after the work that is due. */
  async receive(): Promise<void> {
    await this.renew();
    await this.probe();
    for (const { body } of await this.deps.queue.receive(hiddenSeconds)) this.take(body);
  }

  private async renew(): Promise<void> {
    const now = this.deps.watch.elapsedMs();
    if (now - this.renewedAt < renewEveryMs) return;
    await this.deps.resources.renew(this.listener.queueUrl, this.deps.serverNow() + silentMs);
    this.renewedAt = now;
  }

  private async probe(): Promise<void> {
    const now = this.deps.watch.elapsedMs();
    if (this.isReady || now - this.probedAt < probeEveryMs) return;
    const { bus, name } = this.listener;
    if (now - this.startedAt >= maxProbingMs) {
      throw new ProbeLost(
        `No event comes from the bus ${bus.name} to the queue ${name}: not one of the probes of ${maxProbingMs / 1_000} seconds came through. If you gave an encryptionKey, its policy must let events.amazonaws.com use it.`,
      );
    }
    await this.deps.resources.putProbe(bus, { listener: name });
    this.probedAt = now;
  }

  private take(body: string): void {
    const event = readBusEvent(body);
    if (!event) {
      this.deps.warn('A message in the queue is no event. It is left out.');
    } else if (event.isProbe) {
      if (!this.isReady) this.deps.onReady();
      this.isReady = true;
    } else if (this.deliveries.isNew(event.deliveryId)) {
      this.deps.onEvent(event, event.eventId !== undefined && !this.events.isNew(event.eventId));
    }
  }
}
