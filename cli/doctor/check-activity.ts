import { logMessages } from '../../lambda/contracts/log-messages';
import type { LogLine, ReadLog } from '../logs/log-line';
import type { SelectedEndpoint } from '../stack/stack';
import { notApplicable, ok, type Result } from './finding';
import { lastLine, lookBackDays } from './last-line';

/** What the logs are read with. */
export interface ActivityDeps {
  readonly readLog: ReadLog;
  /** Returns milliseconds since the epoch. */
  readonly now: () => number;
}

/** Says when the endpoint accepted its last webhook. A quiet endpoint is no failure: nobody knows whether something was to come. */
export async function checkLastWebhook(
  { endpoint: { endpoint, verifierLogGroup: logGroup } }: SelectedEndpoint,
  { readLog, now }: ActivityDeps,
): Promise<Result> {
  if (logGroup === undefined)
    return notApplicable('An earlier version deployed the stack: its outputs do not name the log.');
  const fits = (line: LogLine) =>
    line.endpoint === endpoint && (line.outcome === 'queued' || line.outcome === 'spooled');
  const last = await lastLine(readLog, { logGroup, containing: 'deliveryId' }, fits, now());
  if (last) return ok(`The last one was accepted at ${isoTime(last.at)}.`);
  return notApplicable(`None was accepted in the last ${lookBackDays} days, as far as the log goes.`);
}

/** Says when the last envelope of the endpoint was archived. */
export async function checkLastArchived(
  { endpoint: { endpoint, archiveQueueUrl }, pipeline: { archiverLogGroup: logGroup } }: SelectedEndpoint,
  { readLog, now }: ActivityDeps,
): Promise<Result> {
  if (archiveQueueUrl === undefined || logGroup === undefined)
    return notApplicable('The endpoint does not archive.');
  const { bundleArchived } = logMessages;
  const fits = (line: LogLine) => line.endpoint === endpoint && line.message === bundleArchived;
  const last = await lastLine(readLog, { logGroup, containing: bundleArchived }, fits, now());
  if (last) return ok(`The last envelope was archived at ${isoTime(last.at)}.`);
  return notApplicable(`None was archived in the last ${lookBackDays} days, as far as the log goes.`);
}

const isoTime = (ms: number) => new Date(ms).toISOString();
