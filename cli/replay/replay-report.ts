import type { SigningEvent } from '../../lambda/contracts/signing-event';
import type { Difference, PastEvents } from './past-events';

/** What a replay, or the count of one, has seen so far. */
export interface ReplayReport {
  /** How many events, by their type. */
  readonly byType: Readonly<Record<string, number>>;
  readonly events: number;
  /** How many objects have no event to replay, by the reason. */
  readonly leftOut: Readonly<Record<NonNullable<PastEvents['leftOut']>, number>>;
  /** The objects that are not what their keys say. */
  readonly unreadable: readonly string[];
  /** The first records that say something else today, and how many do. */
  readonly differences: readonly Difference[];
  readonly differing: number;
}

/** The number of differences and of unreadable objects that are listed. */
const maxListed = 50;

/** Counts what a replay sees. */
export class ReplayCounts implements ReplayReport {
  readonly byType: Record<string, number> = {};
  readonly leftOut = { test: 0, quiet: 0, unreadable: 0 };
  readonly unreadable: string[] = [];
  readonly differences: Difference[] = [];
  events = 0;
  differing = 0;

  /** Counts an object. */
  addObject(key: string, { leftOut, difference }: PastEvents): void {
    if (leftOut) this.leftOut[leftOut]++;
    if (leftOut === 'unreadable' && this.unreadable.length < maxListed) this.unreadable.push(key);
    if (!difference) return;
    this.differing++;
    if (this.differences.length < maxListed) this.differences.push(difference);
  }

  /** Counts an event that is, or would be, handed on. */
  addEvent({ type }: Pick<SigningEvent, 'type'>): void {
    this.events++;
    this.byType[type] = (this.byType[type] ?? 0) + 1;
  }
}
