import { randomUUID } from 'node:crypto';
import type { ArchiveJob } from '../../lambda/contracts/archive-job';
import { envelopeIdSchema, providerIdSchema } from '../../lambda/contracts/ids';
import { eventId } from '../../lambda/kit/event-id';
import { CommandFailure } from '../command-failure';
import { followArchiving, type ArchivingEnd, type FollowedJob } from '../logs/follow-archiving';
import type { PollLimits } from '../poll';
import { deadLetterQueues } from '../queues/dead-letter-queues';
import { describeMessage } from '../queues/describe-message';
import type { Queue } from '../queues/queue';
import { peekQueue } from '../queues/receive-messages';
import { reasonInWords } from '../reasons';
import type { EndpointOutput } from '../stack/outputs';
import { readStack, selectEndpoint, type StackSelection } from '../stack/stack';
import type { Output } from '../terminal/output';
import { endedOnFailure } from '../terminal/progress';
import { followQueued, loggedSince, type QueuedWorkDeps } from './queued-work';

/** The arguments of `archive`. */
export interface ArchiveOptions extends StackSelection {
  readonly endpoint: string;
  readonly envelope: string;
  /** Absent: the job is queued and not followed. */
  readonly follow?: PollLimits | undefined;
}

/**
 * Queues a new archive job for an envelope, whatever became of earlier jobs, and follows it. Returns the exit code: 1 if
 * the envelope is not archived when the command ends.
 */
export async function archive(options: ArchiveOptions, deps: QueuedWorkDeps): Promise<0 | 1> {
  const envelopeId = envelopeIdSchema.safeParse(options.envelope).data;
  if (envelopeId === undefined) {
    throw new CommandFailure(
      'The envelope id is not valid. An id has up to 128 letters, digits, "-" and "_". Take it from an event, from `dead-letters` or from the provider.',
    );
  }
  const pipelines = await readStack(options, deps.readOutputs);
  const { endpoint, pipeline } = selectEndpoint(pipelines, options.endpoint);
  const [queue] = deadLetterQueues([pipeline], { queue: 'archive', endpoint: endpoint.endpoint });
  await warnOfDeadLetters(envelopeId, deps.openQueue(queue.deadLetterQueueUrl), { ...options, ...deps });
  const queuedAt = deps.serverNow();
  const job = newJob(endpoint, envelopeId, new Date(queuedAt));
  const { id } = await deps.openQueue(queue.queueUrl).send({ body: JSON.stringify(job), attributes: {} });
  if (!options.follow) {
    deps.print([
      `Queued an archive job for ${envelopeId} of ${options.endpoint}. This command does not wait for it.`,
    ]);
    return 0;
  }
  const followed = { ...job, logGroup: queue.logGroup, messageId: id, since: loggedSince(queuedAt) };
  return reportEnd(await follow(followed, options.follow, deps), job, deps);
}

/** Warns of jobs for the envelope in the dead-letter queue: this command leaves them there. */
async function warnOfDeadLetters(
  envelopeId: string,
  deadLetters: Queue,
  { endpoint, warn }: Pick<ArchiveOptions & QueuedWorkDeps, 'endpoint' | 'warn'>,
): Promise<void> {
  const messages = await peekQueue(deadLetters);
  const jobs = messages.filter(({ body }) => describeMessage('archive', body).envelopeId === envelopeId);
  if (jobs.length === 0) return;
  const [what, stay] = jobs.length === 1 ? ['A job', 'is'] : [`${jobs.length} jobs`, 'are'];
  warn(
    `${what} for this envelope ${stay} in the dead-letter queue, and will stay there. \`redrive --queue archive --endpoint ${endpoint}\` moves all jobs in that queue back. This does no harm to an envelope that is already archived.`,
  );
}

/** Makes a job with a `completionEventId` of its own: if it fails, a new `envelope.archive-failed` is published. */
function newJob({ endpoint, provider: name }: EndpointOutput, envelopeId: string, now: Date): ArchiveJob {
  const provider = providerIdSchema.safeParse(name).data;
  if (!provider) {
    throw new CommandFailure(
      `This version does not know the provider "${name}": use the version that deployed the stack.`,
    );
  }
  const firstSeenAt = now.toISOString();
  return {
    version: 1,
    provider,
    endpoint,
    envelopeId,
    completionEventId: eventId(endpoint, ['archive-ordered', envelopeId, firstSeenAt]),
    orderId: randomUUID(),
    reannounce: true,
    firstSeenAt,
    attempt: 0,
  };
}

async function follow(
  job: FollowedJob & Pick<ArchiveJob, 'endpoint'>,
  limits: PollLimits,
  deps: QueuedWorkDeps,
): Promise<ArchivingEnd> {
  const progress = await deps.startProgress(1, 'Archiving');
  const goesOn = `An archive job for ${job.envelopeId} of ${job.endpoint} is queued, and the archiver processes it without this command.`;
  const end = await followQueued(goesOn, () =>
    endedOnFailure(progress, () => followArchiving(job, limits, { ...deps, progress })),
  );
  progress.end(end.kind === 'archived' ? 'Archived' : 'Not archived');
  return end;
}

function reportEnd(end: ArchivingEnd, { endpoint, envelopeId }: ArchiveJob, { print, warn }: Output): 0 | 1 {
  switch (end.kind) {
    case 'archived':
      print([`Archived: documents/${endpoint}/${envelopeId}/${end.revision}/ has ${end.files} files.`]);
      return 0;
    case 'given-up': {
      const there = end.incomplete === undefined ? '' : ` Some of its files are there: ${end.incomplete}.`;
      warn(
        `The archiver gave up: ${reasonInWords(end.reason)}. The job is now in the dead-letter queue.${there}`,
      );
      return 1;
    }
    case 'not-yet': {
      const why = end.reason === undefined ? 'the archiver has logged no attempt' : reasonInWords(end.reason);
      warn(
        `Not archived yet: ${why}. The archiver continues for up to 48 hours: wait for envelope.archived, or read the log ${end.logGroup}.`,
      );
      return 1;
    }
  }
}
