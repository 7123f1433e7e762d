import { CommandFailure } from '../command-failure';
import { selectEndpoint, type Pipeline } from '../stack/stack';

/** What a queue brings: webhooks to the publisher, or one endpoint's jobs to the archiver. */
export type QueueKind = 'intake' | 'archive';

/** A queue of a stack, and where its messages end when no try helped. */
export interface DeadLetterQueue {
  readonly kind: QueueKind;
  /** As it is called in what is printed. */
  readonly name: string;
  /** Absent: it is shared by all endpoints. */
  readonly endpoint?: string;
  /** Where its messages belong. */
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  /** Of the function that failed on them. */
  readonly logGroup: string;
}

/** Which of them are meant. */
export interface QueueSelection {
  readonly queue?: QueueKind;
  readonly endpoint?: string;
}

/** The dead-letter queues that are meant, the intake's first. Throws `CommandFailure` where there are none. */
export function deadLetterQueues(
  pipelines: readonly Pipeline[],
  { queue, endpoint }: QueueSelection,
): readonly DeadLetterQueue[] {
  if (endpoint !== undefined) selectEndpoint(pipelines, endpoint);
  const several = pipelines.length > 1;
  const selected = pipelines
    .flatMap((pipeline) => queuesOf(pipeline, several))
    .filter(({ kind }) => queue === undefined || kind === queue)
    .filter((one) => endpoint === undefined || one.kind === 'intake' || one.endpoint === endpoint);
  if (selected.length > 0) return selected;
  throw new CommandFailure(
    endpoint === undefined
      ? 'No endpoint of the stack archives: there is no archive queue.'
      : `The endpoint "${endpoint}" does not archive: it has no archive queue.`,
  );
}

function queuesOf(pipeline: Pipeline, several: boolean): DeadLetterQueue[] {
  const suffix = several ? ` (${pipeline.construct})` : '';
  const intake: DeadLetterQueue = {
    kind: 'intake',
    name: `intake${suffix}`,
    queueUrl: pipeline.intakeQueueUrl,
    deadLetterQueueUrl: pipeline.intakeDeadLetterQueueUrl,
    logGroup: pipeline.publisherLogGroup,
  };
  const archives = pipeline.endpoints.flatMap(
    ({ endpoint, archiveQueueUrl, archiveDeadLetterQueueUrl }): DeadLetterQueue[] =>
      archiveQueueUrl && archiveDeadLetterQueueUrl
        ? [
            {
              kind: 'archive',
              name: `archive of ${endpoint}${suffix}`,
              endpoint,
              queueUrl: archiveQueueUrl,
              deadLetterQueueUrl: archiveDeadLetterQueueUrl,
              logGroup: pipeline.archiverLogGroup ?? '',
            },
          ]
        : [],
  );
  return [intake, ...archives];
}
