import type { EventBus } from '../aws/event-bus';
import type { WorkQueue } from '../aws/work-queue';
import type { WriteOnceBucket } from '../aws/write-once-bucket';
import type { ArchiveJob } from '../contracts/archive-job';
import type { Telemetry } from '../kit/telemetry';
import type { DrawingLimits } from '../drawing/drawing-limits';
import type { FontFiles } from '../drawing/text/fonts';
import type { DocumentDrawing, EnvelopeApi } from '../providers/provider';
import type { PortfolioLimits } from './portfolio/portfolio-limits';
import type { DownloadLimits } from './download-to-disk';

/** What the archiver works with, for one endpoint. */
export interface EndpointDeps {
  readonly api: EnvelopeApi;
  /** How executed documents are drawn; `undefined` where the provider makes them. */
  readonly documentDrawing: DocumentDrawing | undefined;
  /** Reads the fonts for it. */
  readonly fonts: () => FontFiles;
  readonly bucket: WriteOnceBucket;
  /** The endpoint's own queue: where a job is put back to wait. */
  readonly queue: WorkQueue<ArchiveJob>;
  readonly deadLetterQueue: WorkQueue<ArchiveJob>;
  readonly bus: EventBus;
  readonly telemetry: Telemetry;
  readonly now: () => Date;
  /** A number from 0 to 1, for back-off. */
  readonly random: () => number;
  /** A folder for files on their way. */
  readonly tempFolder: string;
  readonly limits: ArchiveLimits;
}

/** What one run works with. */
export interface ArchiveDeps extends EndpointDeps {
  /** Milliseconds until the function is killed. */
  readonly remainingTime: () => number;
  /**
   * How often the job's message was given to a run, this one included.
   *
   * @default 1
   */
  readonly tries?: number;
}

/** What one run may take. */
export interface ArchiveLimits extends DownloadLimits {
  /** Milliseconds for one call that reads the status. */
  readonly statusTime: number;
  /** Milliseconds after the completion was confirmed until a 404 for a file is believed: it may be still being made. */
  readonly settleTime: number;
  /** What may be spent on the PDFs inside of one PDF. */
  readonly portfolio: PortfolioLimits;
  /** What may be spent on drawing one document. */
  readonly drawing: DrawingLimits;
  /** Milliseconds to keep in hand at the end of a run. */
  readonly margin: number;
}
