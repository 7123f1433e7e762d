import { logMessages } from '../../lambda/contracts/log-messages';
import { defined } from '../../lambda/kit/defined';
import { poll, type PollLimits, type Stopwatch } from '../poll';
import { reasonInWords } from '../reasons';
import type { Progress } from '../terminal/progress';
import type { LogLine, ReadLog } from './log-line';

/** A test webhook, and the logs that it appears in. No other webhook has its envelope. */
export interface FollowedWebhook {
  readonly envelopeId: string;
  readonly publisherLogGroup: string;
  /** Absent if the archiver makes nothing of it. */
  readonly archiverLogGroup?: string | undefined;
  /** Since when the logs may have lines about it, in milliseconds since the epoch. */
  readonly since: number;
}

/** What became of a test webhook, as far as the logs say. */
export interface WebhookEnd {
  readonly published?: PublishedEvent;
  /** Why it was not published at the last attempt. */
  readonly waitsFor?: string;
  readonly archived?: ArchivedTest;
}

/** The event of a test webhook. */
export interface PublishedEvent {
  readonly type: string;
  readonly eventId: string;
  readonly problem?: string;
  /** Milliseconds since the webhook arrived. */
  readonly afterMs: number;
}

/** What the archiver made of it: a sample bundle, or the failure that was asked for. */
export interface ArchivedTest {
  readonly revision?: string;
  readonly files?: number;
  readonly reason?: string;
  /** Milliseconds since the webhook arrived. */
  readonly afterMs: number;
}

/** Reads the logs until the webhook is published, and archived if it shall be, or the time is over. */
export async function followTestWebhook(
  webhook: FollowedWebhook,
  limits: PollLimits,
  {
    readLog,
    progress,
    watch,
  }: { readonly readLog: ReadLog; readonly progress: Progress; readonly watch: Stopwatch },
): Promise<WebhookEnd> {
  const { archiverLogGroup } = webhook;
  const look = async () => {
    const state = stateOf(await linesAbout(webhook, readLog));
    if (!state.published && state.waitsFor !== undefined)
      progress.show(0, `Waiting: ${reasonInWords(state.waitsFor)}`);
    return state;
  };
  const isFinal = ({ published, archived }: WebhookEnd) =>
    published !== undefined &&
    (archived !== undefined || archiverLogGroup === undefined || published.problem !== undefined);
  return poll(look, isFinal, limits, watch);
}

async function linesAbout(
  { envelopeId, publisherLogGroup, archiverLogGroup, since }: FollowedWebhook,
  readLog: ReadLog,
): Promise<readonly LogLine[]> {
  const groups = [publisherLogGroup, ...(archiverLogGroup === undefined ? [] : [archiverLogGroup])];
  const logs = await Promise.all(
    groups.map((logGroup) => readLog({ logGroup, containing: envelopeId, since })),
  );
  return logs.flat().filter((line) => line.envelopeId === envelopeId);
}

/** The archiver's lines have the clock of the log, as the publisher's have: the times can be compared. */
function stateOf(lines: readonly LogLine[]): WebhookEnd {
  const find = (...messages: readonly string[]) => lines.find(({ message }) => messages.includes(message));
  const event = find(logMessages.eventPublished);
  const failure = find(logMessages.eventNotPublished);
  const archive = find(logMessages.bundleArchived, logMessages.archivingGivenUp);
  return defined({
    published: event && publishedEvent(event),
    waitsFor: failure && (failure.error ?? failure.message),
    archived: archive && event && archivedTest(archive, event),
  });
}

function publishedEvent({ type = '', eventId = '', problem, tookMs = 0 }: LogLine): PublishedEvent {
  return defined({ type, eventId, problem, afterMs: tookMs });
}

function archivedTest({ revision, files, reason, at }: LogLine, event: LogLine): ArchivedTest {
  const afterMs = Math.max(0, at - event.at) + (event.tookMs ?? 0);
  return defined({ revision, files, reason, afterMs });
}
