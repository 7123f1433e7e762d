import type { ListObjects } from '../aws/list-objects';
import type { WorkQueue } from '../aws/work-queue';
import type { WriteOnceBucket } from '../aws/write-once-bucket';
import type { ArchiveJob } from '../contracts/archive-job';
import type { ProviderId } from '../contracts/ids';
import type { PassPage } from '../contracts/reconcile-message';
import type { Telemetry } from '../kit/telemetry';
import type { EnvelopeLister } from '../providers/envelope-lister';
import type { EventReader } from '../providers/provider';
import type { ReconcileLimits } from './limits';

/** An endpoint whose provider is asked. */
export interface ReconciledEndpoint {
  readonly name: string;
  readonly provider: ProviderId;
  readonly lister: EnvelopeLister;
  /** Whether the provider's list can be cut at the time when envelopes were made. */
  readonly cutsRecent: boolean;
  readonly readEvent: EventReader;
}

/** The archive queue of an endpoint. */
export interface ArchiveQueue extends WorkQueue<ArchiveJob> {
  /** Returns about how many jobs it has, with those that wait or are being handled. */
  readonly depth: () => Promise<number>;
}

/** The dependencies of the stage. */
export interface ReconcileDeps {
  /** The archive bucket. */
  readonly bucket: WriteOnceBucket;
  /** Lists the archive bucket. */
  readonly list: ListObjects;
  /** The stage's own queue. */
  readonly pages: WorkQueue<PassPage>;
  /** Makes the archive queue of a name. */
  readonly archiveQueue: (name: string) => ArchiveQueue;
  readonly telemetry: Telemetry;
  readonly now: () => Date;
  /** Returns a number from 0 to 1, for the back-off. */
  readonly random: () => number;
  /** Returns a new unique id. */
  readonly newId: () => string;
  readonly limits: ReconcileLimits;
  /** The unique id of the function's own role; `-` if the stack does not know it. */
  readonly ownRoleId: string;
}

/** The dependencies of one run. */
export interface RunDeps extends ReconcileDeps {
  /** The endpoints of the stack, by name. */
  readonly endpoints: ReadonlyMap<string, ReconciledEndpoint>;
  /** The time that is left for the work of this run. */
  readonly remainingMs: () => number;
  /** Whether SQS has delivered the message before: that run may have died anywhere. */
  readonly isRedelivered: boolean;
  /** The unique ids of who sent the message. */
  readonly senderIds: readonly string[];
}
