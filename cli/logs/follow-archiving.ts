import { logMessages } from '../../lambda/contracts/log-messages';
import type { FollowLimits, Stopwatch } from '../queues/follow-queues';
import type { LogLine, ReadLog } from './log-line';
import type { Progress } from '../terminal/progress';
import { reasonInWords } from '../reasons';

/** What is looked for. */
export interface FollowedJob {
  readonly logGroup: string;
  readonly envelopeId: string;
  /** SQS's id of the order. */
  readonly messageId: string;
  /** The order's own: what became of an earlier one is no news. */
  readonly completionEventId: string;
  /** When it was ordered, in milliseconds since the epoch. */
  readonly since: number;
}

/** How the looking ended. */
export type ArchivingEnd =
  | { readonly kind: 'archived'; readonly revision: string; readonly files: number }
  | { readonly kind: 'given-up'; readonly reason: string }
  /** `reason`: what stood in the way at the last try, if there was one. */
  | { readonly kind: 'not-yet'; readonly reason?: string; readonly logGroup: string };

/** Reads in the archiver's log what becomes of a job, until it is archived or given up, or the time is over. */
export async function followArchiving(
  job: FollowedJob,
  { limit, interval }: Omit<FollowLimits, 'settle'>,
  context: { readonly readLog: ReadLog; readonly progress: Progress; readonly watch: Stopwatch },
): Promise<ArchivingEnd> {
  const { logGroup, envelopeId, messageId, since } = job;
  const { readLog, progress, watch } = context;
  const end = watch.elapsed() + limit;
  for (;;) {
    const [about, failures] = await Promise.all([
      readLog({ logGroup, containing: envelopeId, since }),
      readLog({ logGroup, containing: messageId, since }),
    ]);
    const { ended, reason } = whatTheySay([...about.filter((line) => isAbout(job, line)), ...failures]);
    if (ended) return ended;
    if (reason !== undefined) progress.show(0, `Waiting: ${reasonInWords(reason)}`);
    if (watch.elapsed() >= end) {
      return { kind: 'not-yet', logGroup, ...(reason === undefined ? {} : { reason }) };
    }
    await watch.sleep(interval);
  }
}

/** A bundle is this envelope's, whoever ordered it; what stood in the way is the order's. */
function isAbout({ envelopeId, completionEventId }: FollowedJob, line: LogLine): boolean {
  if (line.envelopeId !== envelopeId) return false;
  return line.message === logMessages.bundleArchived || line.completionEventId === completionEventId;
}

interface Said {
  readonly ended?: ArchivingEnd;
  readonly reason?: string;
}

/** The latest end, and the latest thing that stood in the way. */
function whatTheySay(lines: LogLine[]): Said {
  let said: Said = {};
  for (const line of lines.sort((one, other) => one.at - other.at)) said = { ...said, ...whatItSays(line) };
  return said;
}

function whatItSays({ message, revision = '', files = 0, reason, error }: LogLine): Said {
  const why = reason ?? error ?? message;
  if (message === logMessages.bundleArchived) return { ended: { kind: 'archived', revision, files } };
  if (message === logMessages.archivingGivenUp) return { ended: { kind: 'given-up', reason: why } };
  return obstacles.includes(message) ? { reason: why } : {};
}

const obstacles: readonly string[] = [logMessages.archivingHasToWait, logMessages.messageFailed];
