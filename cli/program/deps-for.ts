import { commandDeps } from '../aws/command-deps';
import type { Session } from '../stack/session';
import { standardOutput } from '../terminal/output';
import { barProgress, lineProgress } from '../terminal/progress';

/** Everything that the commands need in this session. */
export const depsFor = (session: Session) => ({
  ...commandDeps(session),
  ...standardOutput,
  fetch: globalThis.fetch,
  // The bar reads the keyboard: if stdin is a file or a pipe, it would eat the input of others.
  startProgress:
    process.stderr.isTTY && process.stdin.isTTY ? barProgress : lineProgress(standardOutput.warn),
});
