import { archiveClaimSchema } from '../../lambda/contracts/archive-claim';
import { logMessages } from '../../lambda/contracts/log-messages';
import { claimKey } from '../../lambda/contracts/object-keys';
import { defined } from '../../lambda/kit/defined';
import { jsonString } from '../../lambda/kit/json';
import type { LogLine, ReadLog } from '../logs/log-line';
import type { ObjectVersions } from '../stack/object-versions';
import { readObject } from './read-object';
import { storedObjects } from './stored-object';

/** An archive job that waits for the provider. */
export interface WaitingJob {
  /** When it gives up: ISO 8601. */
  readonly givesUpAt: string;
  /** How often it tried, by the log. Absent if the log has no attempt. */
  readonly attempts?: number;
  /** Why its last attempt had to wait: a failure reason. */
  readonly reason?: string;
  /** When its next attempt is due: ISO 8601. */
  readonly nextAt?: string;
  /** How many other jobs were folded into it, so far. */
  readonly folded: number;
}

/** Where a claim is, and the log of the job that holds it. */
export interface ClaimPlace {
  readonly endpoint: string;
  readonly envelopeId: string;
  /** The log group of the archivers. */
  readonly logGroup: string;
}

/** A claim has some hundred bytes. A larger object is something else. */
const maxClaimBytes = 10_000;

const claimTextSchema = jsonString(archiveClaimSchema);

/**
 * Finds the job that waits for an envelope, by its claim. A job that has never had to wait has no claim. Throws
 * `CommandFailure`.
 */
export async function findWaitingJob(
  claims: ObjectVersions,
  readLog: ReadLog,
  { endpoint, envelopeId, logGroup }: ClaimPlace,
): Promise<WaitingJob | undefined> {
  const key = claimKey(endpoint, envelopeId);
  const { objects } = await storedObjects(claims, key);
  // A claim is written over again and again: its last version counts.
  const newest = objects.find((object) => object.key === key)?.versions.at(-1);
  const bytes = newest && (await readObject(claims, newest, maxClaimBytes));
  const claim = claimTextSchema.safeParse(bytes?.toString()).data;
  if (!claim || claim.released) return undefined;
  const since = Date.parse(claim.giveUpAt) - loggedMs;
  const lines = await readLog({ logGroup, containing: envelopeId, since });
  const attempt = lines.filter((line) => isAttempt(line, endpoint, envelopeId)).at(-1);
  const { giveUpAt: givesUpAt, extensions: folded } = claim;
  return { givesUpAt, folded, ...(attempt && attemptOf(attempt)) };
}

/** A job waits for up to 48 hours. */
const loggedMs = 49 * 60 * 60 * 1_000;

function isAttempt(line: LogLine, endpoint: string, envelopeId: string): boolean {
  const isOfJob = line.endpoint === endpoint && line.envelopeId === envelopeId;
  return isOfJob && line.message === logMessages.archivingHasToWait && line.folded !== true;
}

function attemptOf({
  attempt,
  reason,
  notBefore,
  retryInSeconds,
  at,
}: LogLine): Pick<WaitingJob, 'attempts' | 'reason' | 'nextAt'> {
  const dueMs = retryInSeconds === undefined ? undefined : at + retryInSeconds * 1_000;
  return defined({
    attempts: attempt === undefined ? undefined : attempt + 1,
    reason,
    nextAt: notBefore ?? (dueMs === undefined ? undefined : new Date(dueMs).toISOString()),
  });
}
