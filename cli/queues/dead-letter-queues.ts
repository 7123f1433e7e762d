import { CommandFailure } from '../command-failure';
import { selectEndpoint, type Pipeline } from '../stack/stack';

/** The kind of a queue: webhooks for the publisher, or one endpoint's jobs for the archiver. */
export type QueueKind = 'intake' | 'archive';

/** A queue of a stack and its dead-letter queue. */
export interface DeadLetterQueue {
  readonly kind: QueueKind;
  /** The name that is printed. */
  readonly name: string;
  /** Absent if all endpoints share the queue. */
  readonly endpoint?: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  /** The log group of the function that reads the queue. */
  readonly logGroup: string;
}

/** The selected queues. */
export interface QueueSelection {
  readonly queue?: QueueKind;
  readonly endpoint?: string;
}

/** Selects dead-letter queues, the intake's first. Throws `CommandFailure` if nothing matches. */
export function deadLetterQueues(
  pipelines: readonly Pipeline[],
  { queue, endpoint }: QueueSelection,
): readonly [DeadLetterQueue, ...DeadLetterQueue[]] {
  if (endpoint !== undefined) selectEndpoint(pipelines, endpoint);
  const [first, ...others] = pipelines
    .flatMap((pipeline) => queuesOf(pipeline, pipelines.length > 1 ? ` (${pipeline.construct})` : ''))
    .filter(({ kind }) => queue === undefined || kind === queue)
    .filter((one) => endpoint === undefined || one.kind === 'intake' || one.endpoint === endpoint);
  if (first) return [first, ...others];
  throw new CommandFailure(
    endpoint === undefined
      ? 'No endpoint of the stack archives: there is no archive queue.'
      : `The endpoint "${endpoint}" does not archive: it has no archive queue.`,
  );
}

function queuesOf(
  { intakeQueueUrl, intakeDeadLetterQueueUrl, publisherLogGroup, archiverLogGroup = '', endpoints }: Pipeline,
  suffix: string,
): DeadLetterQueue[] {
  const intake: DeadLetterQueue = {
    kind: 'intake',
    name: `intake${suffix}`,
    queueUrl: intakeQueueUrl,
    deadLetterQueueUrl: intakeDeadLetterQueueUrl,
    logGroup: publisherLogGroup,
  };
  const archives = endpoints.flatMap(
    ({ endpoint, archiveQueueUrl: queueUrl, archiveDeadLetterQueueUrl: deadLetterQueueUrl }) => {
      if (!queueUrl || !deadLetterQueueUrl) return [];
      const name = `archive of ${endpoint}${suffix}`;
      return [
        {
          kind: 'archive' as const,
          name,
          endpoint,
          queueUrl,
          deadLetterQueueUrl,
          logGroup: archiverLogGroup,
        },
      ];
    },
  );
  return [intake, ...archives];
}
