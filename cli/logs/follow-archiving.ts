import { logMessages } from '../../lambda/contracts/log-messages';
import { defined } from '../../lambda/kit/defined';
import { poll, type PollLimits, type Stopwatch } from '../poll';
import { reasonInWords } from '../reasons';
import type { Progress } from '../terminal/progress';
import type { LogLine, ReadLog } from './log-line';

/** An archive job and the log that it appears in. */
export interface FollowedJob {
  readonly logGroup: string;
  readonly envelopeId: string;
  /** SQS's message id of the job. */
  readonly messageId: string;
  /** The job's own id: the end of an earlier job for the envelope is not this job's. */
  readonly completionEventId: string;
  /** When the job was queued, in milliseconds since the epoch. */
  readonly since: number;
}

/** How the job ended, as far as the log says. */
export type ArchivingEnd =
  | { readonly kind: 'archived'; readonly revision: string; readonly files: number }
  /** `incomplete`: the key of `incomplete.json`, if some of the files are there. */
  | { readonly kind: 'given-up'; readonly reason: string; readonly incomplete?: string }
  /** `reason`: why the last attempt failed, if there was one. */
  | { readonly kind: 'not-yet'; readonly reason?: string; readonly logGroup: string };

/** Reads the archiver's log until a job is archived or given up, or the time is over. */
export async function followArchiving(
  job: FollowedJob,
  limits: PollLimits,
  {
    readLog,
    progress,
    watch,
  }: { readonly readLog: ReadLog; readonly progress: Progress; readonly watch: Stopwatch },
): Promise<ArchivingEnd> {
  const { logGroup, envelopeId, messageId, since } = job;
  const look = async () => {
    const [about, failures] = await Promise.all([
      readLog({ logGroup, containing: envelopeId, since }),
      readLog({ logGroup, containing: messageId, since }),
    ]);
    const state = stateOf([...about.filter((line) => isAbout(job, line)), ...failures]);
    if (!state.end && state.reason !== undefined) {
      progress.show(0, `Waiting: ${reasonInWords(state.reason)}`);
    }
    return state;
  };
  const { end, reason } = await poll(look, (state) => state.end !== undefined, limits, watch);
  return end ?? defined({ kind: 'not-yet', logGroup, reason });
}

/** Any job may have archived the envelope, but only failures of this job count. */
function isAbout({ envelopeId, completionEventId }: FollowedJob, line: LogLine): boolean {
  if (line.envelopeId !== envelopeId) return false;
  return line.message === logMessages.bundleArchived || line.completionEventId === completionEventId;
}

interface JobState {
  readonly end?: ArchivingEnd;
  readonly reason?: string;
}

/** The latest end and the latest reason to wait. */
function stateOf(lines: LogLine[]): JobState {
  let state: JobState = {};
  for (const line of lines.sort((one, other) => one.at - other.at)) state = { ...state, ...stateIn(line) };
  return state;
}

function stateIn({ message, revision = '', files = 0, reason, error, incomplete }: LogLine): JobState {
  const why = reason ?? error ?? message;
  if (message === logMessages.bundleArchived) return { end: { kind: 'archived', revision, files } };
  if (message === logMessages.archivingGivenUp) {
    return { end: defined({ kind: 'given-up' as const, reason: why, incomplete }) };
  }
  return failedAttempts.includes(message) ? { reason: why } : {};
}

const failedAttempts: readonly string[] = [logMessages.archivingHasToWait, logMessages.messageFailed];
