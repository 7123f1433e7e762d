import type { ArchiveJob } from '../../lambda/contracts/archive-job';
import { envelopeIdSchema, providerIdSchema } from '../../lambda/contracts/ids';
import { eventId } from '../../lambda/kit/event-id';
import { CommandFailure } from '../command-failure';
import { jobsFor } from '../queues/find-job';
import { followArchiving, type ArchivingEnd } from '../logs/follow-archiving';
import type { FollowLimits, Stopwatch } from '../queues/follow-queues';
import type { ReadLog } from '../logs/log-line';
import type { OpenQueue } from '../queues/queue';
import {
  readStack,
  selectEndpoint,
  type SelectedEndpoint,
  type ReadOutputs,
  type StackSelection,
} from '../stack/stack';
import { endedOnFailure, type StartProgress } from '../terminal/progress';
import { reasonInWords } from '../reasons';

/** What the command needs from outside. */
export interface ArchiveContext {
  readonly readOutputs: ReadOutputs;
  readonly openQueue: OpenQueue;
  readonly readLog: ReadLog;
  readonly startProgress: StartProgress;
  readonly watch: Stopwatch;
  readonly serverNow: () => number;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
}

/** What the command was asked. */
export interface ArchiveOptions extends StackSelection {
  readonly endpoint: string;
  readonly envelope: string;
  /** Absent: the order is given and not followed. */
  readonly follow?: Omit<FollowLimits, 'settle'> | undefined;
}

/** The log is written by another clock than `serverNow`, which may be ahead of it by this, in milliseconds: what was done at once must be seen. */
const clockTolerance = 1_500;

/**
 * Orders the archiving of one envelope anew, whatever became of an earlier order, and follows it. Returns the exit code: 1
 * where it was not archived while it was looked at.
 */
export async function archive(options: ArchiveOptions, context: ArchiveContext): Promise<0 | 1> {
  const envelopeId = envelopeIdSchema.safeParse(options.envelope).data;
  if (envelopeId === undefined) {
    throw new CommandFailure(
      'The envelope id is none: it has letters, digits, "-" and "_", 128 at most. Take it from the event, from `dead-letters`, or from the provider.',
    );
  }
  const operated = selectEndpoint(await readStack(options, context.readOutputs), options.endpoint);
  const queues = archiveQueuesOf(operated);
  const waiting = await jobsFor(envelopeId, context.openQueue(queues.deadLetterQueueUrl));
  if (waiting > 0) {
    context.warn(
      `${waiting === 1 ? 'A job for this envelope lies' : `${waiting} jobs for this envelope lie`} in the dead-letter queue, and stay there: \`redrive --queue archive --endpoint ${options.endpoint}\` moves them back, which does no harm when it is archived already.`,
    );
  }
  const since = context.serverNow();
  const job = order(operated, envelopeId, new Date(since));
  const { id } = await context.openQueue(queues.queueUrl).send({ body: JSON.stringify(job), attributes: {} });
  if (!options.follow) {
    context.print(`Ordered: ${envelopeId} of ${options.endpoint}. It was not followed.\n`);
    return 0;
  }
  const progress = await context.startProgress(1, 'Archiving');
  const following = {
    logGroup: queues.logGroup,
    envelopeId,
    messageId: id,
    completionEventId: job.completionEventId,
    since: since - clockTolerance,
  };
  const end = await endedOnFailure(progress, () =>
    followArchiving(following, options.follow ?? { limit: 0, interval: 0 }, { ...context, progress }),
  ).catch((error: unknown) => {
    if (!(error instanceof CommandFailure)) throw error;
    const ordered = `The archiving of ${envelopeId} of ${options.endpoint} was ordered, and goes on by itself.`;
    throw new CommandFailure(`${ordered} ${error.message}`, { cause: error });
  });
  progress.end(end.kind === 'archived' ? 'Archived' : 'Not archived');
  return tellEnd(end, job, context);
}

function archiveQueuesOf({ endpoint, pipeline }: SelectedEndpoint) {
  const { archiveQueueUrl, archiveDeadLetterQueueUrl } = endpoint;
  const { archiverLogGroup } = pipeline;
  if (archiveQueueUrl && archiveDeadLetterQueueUrl && archiverLogGroup) {
    return {
      queueUrl: archiveQueueUrl,
      deadLetterQueueUrl: archiveDeadLetterQueueUrl,
      logGroup: archiverLogGroup,
    };
  }
  throw new CommandFailure(
    `The endpoint "${endpoint.endpoint}" does not archive: it was deployed with archive: false.`,
  );
}

/** An order of the operator's stands in the place of a completion: each is one of its own, so that its failure is told anew. */
function order({ endpoint }: SelectedEndpoint, envelopeId: string, now: Date): ArchiveJob {
  const provider = providerIdSchema.safeParse(endpoint.provider).data;
  if (!provider) {
    throw new CommandFailure(
      `This version does not know the provider "${endpoint.provider}": use the one that deployed the stack.`,
    );
  }
  const firstSeenAt = now.toISOString();
  return {
    version: 1,
    provider,
    endpoint: endpoint.endpoint,
    envelopeId,
    completionEventId: eventId(endpoint.endpoint, ['archive-ordered', envelopeId, firstSeenAt]),
    firstSeenAt,
    attempt: 0,
  };
}

function tellEnd(
  end: ArchivingEnd,
  { endpoint, envelopeId }: ArchiveJob,
  { print, warn }: ArchiveContext,
): 0 | 1 {
  switch (end.kind) {
    case 'archived':
      print(`Archived: documents/${endpoint}/${envelopeId}/${end.revision}/ has ${end.files} files.\n`);
      return 0;
    case 'given-up':
      warn(`Given up: ${reasonInWords(end.reason)}. The job lies in the dead-letter queue now.`);
      return 1;
    case 'not-yet':
      warn(
        `Not archived yet${end.reason === undefined ? ', and the archiver has said nothing of it' : `: ${reasonInWords(end.reason)}`}. It goes on by itself, for 48 hours: listen for envelope.archived, or see the log ${end.logGroup}.`,
      );
      return 1;
  }
}
