import { CommandFailure } from '../command-failure';
import type { ReadLog } from '../logs/log-line';
import type { OpenVersions } from '../stack/object-versions';
import { readBundles, type EnvelopeBundles } from './bundles';
import type { EnvelopePlace } from './envelope-place';
import { readOrder, type EnvelopeOrder } from './orders';
import { readRecords, type EnvelopeRecords } from './records';
import { findWaitingJob, type WaitingJob } from './waiting-job';

/** The dependencies of looking for an envelope. */
export interface EnvelopeDeps {
  readonly openVersions: OpenVersions;
  readonly readLog: ReadLog;
}

/** What is kept under one id of an envelope. */
export interface UnderId extends Pick<EnvelopeRecords, 'events'>, Pick<EnvelopeBundles, 'bundles'> {
  readonly id: string;
  readonly order?: EnvelopeOrder | undefined;
  readonly waitingJob?: WaitingJob | undefined;
  /** What could not be read, in words. */
  readonly problems: readonly string[];
}

/** Reads what is kept under one id of an envelope. What cannot be read is a problem, and costs nothing else. */
export async function readUnderId(deps: EnvelopeDeps, place: EnvelopePlace, id: string): Promise<UnderId> {
  const { endpoint, provider, archiveBucket } = place;
  const archive = deps.openVersions(archiveBucket);
  const problems: string[] = [];
  const noting = noteFailures(problems);
  const [records, bundles, order, waitingJob] = await Promise.all([
    noting(() => readRecords(archive, { endpoint, provider, folder: id })),
    noting(() => readBundles(archive, { bucket: archiveBucket, endpoint, envelopeId: id })),
    noting(() => readOrder(archive, endpoint, id)),
    noting(() => waitingJobOf(deps, place, id)),
  ]);
  const { events, unread, more } = records ?? noRecords;
  const { bundles: found, more: moreBundles } = bundles ?? noBundles;
  const notRead = unread > 0 ? [`${endpoint}, ${id}: ${unread} older records were not read.`] : [];
  const tooMany =
    more || moreBundles ? [`${endpoint}, ${id}: too many objects: not all were looked at.`] : [];
  return { id, events, bundles: found, order, waitingJob, problems: [...problems, ...notRead, ...tooMany] };
}

const noRecords: EnvelopeRecords = { events: [], unread: 0, more: false };
const noBundles: EnvelopeBundles = { bundles: [], more: false };

/** Runs some work, and notes why it failed. */
const noteFailures =
  (problems: string[]) =>
  async <Result>(work: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      problems.push(error.message);
      return undefined;
    }
  };

async function waitingJobOf(
  { openVersions, readLog }: EnvelopeDeps,
  { endpoint, claimsBucket, logGroup }: EnvelopePlace,
  envelopeId: string,
): Promise<WaitingJob | undefined> {
  if (claimsBucket === undefined || logGroup === undefined) return undefined;
  return findWaitingJob(openVersions(claimsBucket), readLog, { endpoint, envelopeId, logGroup });
}
