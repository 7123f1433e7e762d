import type { ClaimBucket } from '../aws/claim-bucket';
import type { EventBus } from '../aws/event-bus';
import type { WorkQueue } from '../aws/work-queue';
import type { WriteOnceBucket } from '../aws/write-once-bucket';
import type { ArchiveJob } from '../contracts/archive-job';
import type { ProviderId } from '../contracts/ids';
import type { FontFiles } from '../drawing/text/fonts';
import type { Telemetry } from '../kit/telemetry';
import type { DocumentDrawing, EnvelopeApi } from '../providers/provider';
import type { DamageLooks } from './damage-looks';
import type { ArchiveLimits } from './limits';
import type { UnreportedCompletions } from './unreported-completions';

/** The dependencies of the archiver for one endpoint. */
export interface EndpointDeps {
  readonly provider: ProviderId;
  /** The name of the endpoint. */
  readonly endpoint: string;
  readonly api: EnvelopeApi;
  /** How executed documents are drawn; `undefined` if the provider makes them. */
  readonly documentDrawing: DocumentDrawing | undefined;
  /** Reads the fonts of drawn documents. */
  readonly fonts: () => FontFiles;
  readonly bucket: WriteOnceBucket;
  /** The claims of the jobs that wait. */
  readonly claims: ClaimBucket;
  /** The endpoint's own queue, for jobs that have to wait. */
  readonly queue: WorkQueue<ArchiveJob>;
  readonly deadLetterQueue: WorkQueue<ArchiveJob>;
  readonly bus: EventBus;
  readonly telemetry: Telemetry;
  readonly now: () => Date;
  /** Returns a number from 0 to 1, for the back-off. */
  readonly random: () => number;
  /** The folder of this process for downloads on disk. */
  readonly tempFolder: string;
  readonly limits: ArchiveLimits;
}

/** The dependencies of one run. */
export interface ArchiveDeps extends EndpointDeps {
  /** The time that is left for the work of this run. The end of the run, for the answer, is not part of it. */
  readonly remainingMs: () => number;
  /**
   * How often SQS has delivered the job's message, this time included.
   *
   * @default 1
   */
  readonly receiveCount?: number;
  /**
   * The files of the job that looked damaged before.
   *
   * @default no files
   */
  readonly looks?: DamageLooks;
  /**
   * The completions of the job that no webhook reported.
   *
   * @default none
   */
  readonly completions?: UnreportedCompletions;
}
