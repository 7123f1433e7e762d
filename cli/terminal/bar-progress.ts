import type { StartProgress } from './progress';

/** As a shell says it of a program that was ended by Ctrl-C. */
const interrupted = 130;

/** Shows it as a bar, for a person at a terminal; on stderr, for stdout is the answer. */
export const barProgress: StartProgress = async (total, text) => {
  // The package is an ES module, which only a dynamic import may name here; the bundle has it inside.
  const { progress } = await import('@clack/prompts');
  const bar = progress({
    max: Math.max(1, total),
    size: 30,
    style: 'block',
    output: process.stderr,
    onCancel: () => process.exit(interrupted),
  });
  // It takes Ctrl-C for a wish to end well.
  const onExit = () => {
    process.exitCode = interrupted;
  };
  process.once('exit', onExit);
  let shown = 0;
  bar.start(text);
  return {
    show(done, now) {
      // A bar cannot go back: what has come back to the queue is in its text.
      const step = Math.max(0, done - shown);
      shown += step;
      bar.advance(step, `${now} (${done} of ${total})`);
    },
    end(ending) {
      process.removeListener('exit', onExit);
      bar.stop(ending);
    },
  };
};
