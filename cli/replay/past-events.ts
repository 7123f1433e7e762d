import type { SigningEvent } from '../../lambda/contracts/signing-event';
import type { ArchiveObjects } from '../stack/archive-objects';

/** An archive bucket, by its name. */
export interface Archive extends Pick<ArchiveObjects, 'list' | 'read'> {
  readonly bucketName: string;
}

/** How today's reading of a webhook differs from what was published once. */
export interface Difference {
  readonly key: string;
  readonly recorded: { readonly id: string; readonly type: string | undefined };
  readonly today: { readonly id: string; readonly type: string };
}

/** The events of an object, in their order; or why it has none to replay. */
export interface PastEvents {
  readonly events: readonly SigningEvent[];
  readonly difference?: Difference | undefined;
  /** `test`: a test webhook. `quiet`: it was never announced. `unreadable`: it is not what its key says. */
  readonly leftOut?: 'test' | 'quiet' | 'unreadable';
}

export const unreadable: PastEvents = { events: [], leftOut: 'unreadable' };
