/** Shows how far a piece of work is. Receives no secret. */
export interface Progress {
  /** How many are done, and what is going on. */
  readonly show: (done: number, text: string) => void;
  /** The work is over; says how it ended. */
  readonly end: (text: string) => void;
}

/** Begins to show a piece of work of so many parts. */
export type StartProgress = (total: number, text: string) => Promise<Progress>;

/** Shows it in lines, for logs and pipes: one whenever something has changed. */
export function lineProgress(write: (line: string) => void): StartProgress {
  return (total, text) => {
    let last = `${text} (0 of ${total})`;
    write(last);
    return Promise.resolve({
      show(done, now) {
        const line = `${now} (${done} of ${total})`;
        if (line !== last) write(line);
        last = line;
      },
      end: write,
    });
  };
}

/** Ends what is shown also where the work fails: a bar that is left alone keeps the process and the terminal. */
export async function endedOnFailure<Result>(
  progress: Progress,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    progress.end('Stopped');
    throw error;
  }
}
