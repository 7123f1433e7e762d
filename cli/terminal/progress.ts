import { printable } from './printable';

/** Shows how far the work is. Receives no secret. */
export interface Progress {
  readonly show: (done: number, text: string) => void;
  /** Ends the display. `text` says how the work ended. */
  readonly end: (text: string) => void;
}

/** Starts the display of some work with `total` parts. */
export type StartProgress = (total: number, text: string) => Promise<Progress>;

/** Shows the progress in lines, for logs and pipes: one for each change. */
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

/** The exit code that shells give a program ended by Ctrl-C. */
const interrupted = 130;

/** Shows a bar on stderr, for a person at a terminal. */
export const barProgress: StartProgress = async (total, text) => {
  // The package is an ES module: only a dynamic import can load it here.
  const { progress } = await import('@clack/prompts');
  const bar = progress({
    max: Math.max(1, total),
    size: 30,
    style: 'block',
    output: process.stderr,
    onCancel: () => process.exit(interrupted),
  });
  // After Ctrl-C the package exits with code 0.
  const onExit = () => {
    process.exitCode = interrupted;
  };
  process.once('exit', onExit);
  let shown = 0;
  bar.start(printable(text));
  return {
    show(done, now) {
      // The bar cannot go back. Its text says how many messages came back to the dead-letter queue.
      const step = Math.max(0, done - shown);
      shown += step;
      bar.advance(step, printable(`${now} (${done} of ${total})`));
    },
    end(ending) {
      process.removeListener('exit', onExit);
      bar.stop(printable(ending));
    },
  };
};

/** Ends the display also if the work fails: an open bar keeps the process and the terminal. */
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
