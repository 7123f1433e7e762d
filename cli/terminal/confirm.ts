import { CommandFailure } from '../command-failure';
import type { Confirm } from '../commands/revoke';

/** Asks at the terminal; `yes` was said before. */
export function confirmation(yes: boolean): Confirm {
  return async (question) => {
    if (yes) return true;
    // A question that goes into a file is seen by nobody.
    if (!process.stdin.isTTY || !process.stderr.isTTY) {
      throw new CommandFailure(
        `${question} Nobody can be asked here: say so with --yes. Nothing was changed.`,
      );
    }
    const { confirm } = await import('@clack/prompts');
    // A cancelled question is answered by a symbol.
    return (await confirm({ message: question, initialValue: false, output: process.stderr })) === true;
  };
}
