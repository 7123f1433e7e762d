/** What became of the messages of one dead-letter queue. */
export interface RedrivenQueue {
  readonly queue: string;
  /** Messages that were moved back; in a dry run, those that would be. */
  readonly moved: number;
  /** In a dry run: there may be more messages than were counted. */
  readonly more?: boolean;
  /** Messages that could not be moved, because somebody else had received them. Absent: none. */
  readonly unseen?: number;
  /** Messages in the queue that they were moved to, without those that were there before. Absent: not followed. */
  readonly working?: number;
  /** All messages in that queue, now and before the move. Absent: none were there before, or it was not followed. */
  readonly inQueue?: number;
  readonly inQueueBefore?: number;
  /** Messages that came back to the dead-letter queue. */
  readonly returned?: number;
}

/** Formats the result for a person: a line for each queue. */
export function formatRedrive(queues: readonly RedrivenQueue[], dryRun: boolean): readonly string[] {
  return queues.map((queue) => `${queue.queue}: ${dryRun ? formatDryRun(queue) : formatMoved(queue)}`);
}

function formatDryRun({ moved, more = false }: RedrivenQueue): string {
  return moved === 0 ? 'nothing to move' : `${more ? 'at least ' : ''}${messages(moved)} would be moved`;
}

function formatMoved(queue: RedrivenQueue): string {
  const { moved, working, returned = 0 } = queue;
  if (moved === 0) return 'nothing to move';
  if (working === undefined) return `${messages(moved)} moved, result not known`;
  const rest = [
    ...(working > 0 ? [`${working} not processed yet`] : []),
    ...(returned > 0 ? [`${returned} came back`] : []),
  ];
  return `${messages(moved)} moved, ${rest.length > 0 ? rest.join(', ') : formatProcessed(queue)}`;
}

function formatProcessed({ inQueue = 0, inQueueBefore }: RedrivenQueue): string {
  if (inQueueBefore === undefined || inQueue === 0) return 'all processed';
  return `as far as can be counted all processed: ${messages(inQueue)} in the queue, ${inQueueBefore} before`;
}

/** The reasons why a queue is not done. */
export function problemsOf({
  queue,
  unseen = 0,
  working = 0,
  returned = 0,
}: RedrivenQueue): readonly string[] {
  return [
    ...(unseen > 0
      ? [
          `${queue}: somebody else is reading ${messages(unseen)} in the dead-letter queue. Run this again in two minutes.`,
        ]
      : []),
    ...(returned > 0
      ? [
          `${queue}: ${messages(returned)} came back: \`dead-letters\` says why. Fix the cause before you run this again.`,
        ]
      : []),
    ...(working > 0
      ? [
          `${queue}: ${messages(working)} not processed yet. Some may be messages that came after the move. Processing continues: run \`dead-letters\` later.`,
        ]
      : []),
  ];
}

const messages = (count: number) => `${count} ${count === 1 ? 'message' : 'messages'}`;
