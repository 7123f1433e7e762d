/** What became of the messages of one dead-letter queue. */
export interface RedrivenQueue {
  readonly queue: string;
  /** How many were moved back; in a dry run, how many would be. */
  readonly moved: number;
  /** In a dry run: there are more than were looked at. */
  readonly more?: boolean;
  /** How many somebody else was looking at, so that they could not be moved; absent: none. */
  readonly unseen?: number;
  /** How many wait or are worked on in the queue that they were moved to; absent: it was not followed. */
  readonly working?: number;
  /** How many are in the dead-letter queue again. */
  readonly returned?: number;
}

/** What was moved, as a person reads it. */
export function formatRedrive(queues: readonly RedrivenQueue[], dryRun: boolean): string {
  return queues.map((queue) => `${queue.queue}: ${dryRun ? wouldMove(queue) : ending(queue)}\n`).join('');
}

function wouldMove({ moved, more = false }: RedrivenQueue): string {
  return moved === 0 ? 'nothing to move' : `${more ? 'at least ' : ''}${messages(moved)} would be moved`;
}

function ending({ moved, working, returned = 0 }: RedrivenQueue): string {
  if (moved === 0) return 'nothing to move';
  if (working === undefined) return `${messages(moved)} moved, and not followed`;
  const rest = [
    ...(working > 0 ? [`${working} still to do`] : []),
    ...(returned > 0 ? [`${returned} came back`] : []),
  ];
  return `${messages(moved)} moved, ${rest.length > 0 ? rest.join(', ') : 'all worked off'}`;
}

/** Why the command did not reach its end for a queue. */
export function problemsOf({
  queue,
  unseen = 0,
  working = 0,
  returned = 0,
}: RedrivenQueue): readonly string[] {
  return [
    ...(unseen > 0
      ? [
          `${queue}: ${messages(unseen)} ${unseen === 1 ? 'is' : 'are'} being looked at by somebody: run it again in two minutes.`,
        ]
      : []),
    ...(returned > 0
      ? [
          `${queue}: ${messages(returned)} came back: \`dead-letters\` says why. Repair that before the next try.`,
        ]
      : []),
    ...(working > 0
      ? [
          `${queue}: ${messages(working)} still to do, perhaps other work: it goes on by itself. Look later with \`dead-letters\`.`,
        ]
      : []),
  ];
}

const messages = (count: number) => `${count} ${count === 1 ? 'message' : 'messages'}`;
