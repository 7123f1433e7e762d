import { CommandFailure } from '../command-failure';
import type { Stopwatch } from '../poll';
import type { SigningEvent } from '../../lambda/contracts/signing-event';
import { replayedEvent } from './bus-message';
import type { Consumer } from './consumer';
import type { Pace } from './pace';
import type { Archive } from './past-events';
import type { PastObject } from './past-object';
import { readAhead } from './read-ahead';
import { readPast } from './read-past';
import type { ReplayCounts } from './replay-report';

/** What replaying needs. */
export interface ReplayRun {
  readonly archive: Archive;
  readonly counts: ReplayCounts;
  /** Whether the operator asks for the event. */
  readonly isAsked: (event: SigningEvent) => boolean;
  /** Absent: the events are counted only. */
  readonly handOn?: { readonly consumer: Consumer; readonly pace: Pace; readonly replayedAt: string };
  readonly watch: Pick<Stopwatch, 'sleep'>;
  /** Called after each object of which all events were taken. */
  readonly onDone: (key: string, count: number) => void;
}

/** Objects that are read at once. Only counting needs the speed. */
const readAtOnce = 16;

/** The pauses before a failed event is tried again. The last failure ends the replay: the consumer must miss none. */
const retryAfterMs = [2_000, 15_000];

/** Reads the objects in their order, and hands on the events in them. Throws `CommandFailure` if one is not taken. */
export async function replayPast(objects: readonly PastObject[], run: ReplayRun): Promise<void> {
  let count = 0;
  for await (const [{ key }, past] of readAhead(
    objects,
    (object) => readPast(run.archive, object),
    readAtOnce,
  )) {
    const events = past.events.filter(run.isAsked);
    for (const event of events) {
      await handOn(event, run).catch((error: unknown) => notTaken(error, event, key));
      run.counts.addEvent(event);
    }
    if (events.length > 0 || past.leftOut) run.counts.addObject(key, past);
    run.onDone(key, ++count);
  }
}

/** Names the object of an event that is not taken: `--after` with its key leaves it out. */
function notTaken(error: unknown, { id, type }: SigningEvent, key: string): never {
  if (!(error instanceof CommandFailure)) throw error;
  throw new CommandFailure(`${error.message} The event ${type} of ${key} was not taken (id ${id}).`, {
    cause: error,
  });
}

async function handOn(event: SigningEvent, { handOn: to, watch }: ReplayRun): Promise<void> {
  if (!to) return;
  const replayed = replayedEvent(event, to.replayedAt);
  for (const pauseMs of [...retryAfterMs, undefined]) {
    await to.pace.turn();
    try {
      return await to.consumer.send(replayed);
    } catch (error) {
      if (!(error instanceof CommandFailure) || pauseMs === undefined) throw error;
      await watch.sleep(pauseMs);
    }
  }
}
