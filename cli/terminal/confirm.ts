import { CommandFailure } from '../command-failure';
import { printable } from './printable';

/** Asks whether to go on. Throws `CommandFailure` if nobody can answer. */
export type Confirm = (question: string) => Promise<boolean>;

/** Asks at the terminal, unless `--yes` has answered already. */
export function confirmation(yes: boolean): Confirm {
  return async (question) => {
    if (yes) return true;
    // A question written to a file or pipe is seen by nobody.
    if (!process.stdin.isTTY || !process.stderr.isTTY) {
      throw new CommandFailure(
        `${question} Nobody can answer, because there is no terminal: add --yes to answer yes. Nothing was changed.`,
      );
    }
    // The package is an ES module: only a dynamic import can load it here.
    const { confirm } = await import('@clack/prompts');
    // A cancelled prompt returns a symbol, not `false`.
    return (
      (await confirm({ message: printable(question), initialValue: false, output: process.stderr })) === true
    );
  };
}
