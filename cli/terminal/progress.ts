import { interruptedCode } from './on-interrupt';
import { printable } from './printable';

/** Shows how far the work is. Receives no secret. */
export interface Progress {
  readonly show: (done: number, text: string) => void;
  /** Ends the display. `text` says how the work ended. */
  readonly end: (text: string) => void;
}

/** Starts the display of some work with `total` parts. `undefined`: nobody knows yet how many there are. */
export type StartProgress = (total: number | undefined, text: string) => Promise<Progress>;

/** Shows the progress in lines, for logs and pipes: one for each change. */
export function lineProgress(write: (line: string) => void): StartProgress {
  return (total, text) => {
    let last = counted(text, 0, total);
    write(last);
    return Promise.resolve({
      show(done, now) {
        const line = counted(now, done, total);
        if (line !== last) write(line);
        last = line;
      },
      end: write,
    });
  };
}

function counted(text: string, done: number, total: number | undefined): string {
  return total === undefined ? text : `${text} (${done} of ${total})`;
}

/** Shows a bar on stderr, for a person at a terminal; a spinner if the total is not known. */
export const barProgress: StartProgress = async (total, text) => {
  // The package is an ES module: only a dynamic import can load it here.
  const { progress, spinner } = await import('@clack/prompts');
  const options = { output: process.stderr, onCancel: () => process.exit(interruptedCode) };
  // After Ctrl-C the package exits with code 0.
  const onExit = () => {
    process.exitCode = interruptedCode;
  };
  process.once('exit', onExit);
  const bar =
    total === undefined
      ? spinnerBar(spinner(options))
      : progress({ ...options, max: Math.max(1, total), size: 30, style: 'block' });
  let shown = 0;
  bar.start(printable(text));
  return {
    show(done, now) {
      // The bar cannot go back. Its text says how many messages came back to the dead-letter queue.
      const step = Math.max(0, done - shown);
      shown += step;
      bar.advance(step, printable(counted(now, done, total)));
    },
    end(ending) {
      process.removeListener('exit', onExit);
      bar.stop(printable(ending));
    },
  };
};

interface Spinner {
  readonly start: (text: string) => void;
  readonly stop: (text: string) => void;
  readonly message: (text: string) => void;
}

/** Gives a spinner the methods of a bar. */
const spinnerBar = (spinner: Spinner) => ({
  ...spinner,
  advance: (_step: number, text: string) => spinner.message(text),
});

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
