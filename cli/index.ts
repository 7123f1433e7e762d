/** The operator's command line. Exit codes: 0 done; 1 failed, fully or in part; 2 wrong arguments. */
import { CommanderError } from 'commander';
import { format } from 'node:util';
import { CommandFailure } from './command-failure';
import { createProgram } from './program/program';
import { standardOutput } from './terminal/output';

// The SDK is part of this bundle. Its users cannot follow its advice about Node versions.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

// The PDF library warns about what it reads, and quotes some of it.
for (const method of ['debug', 'info', 'log', 'warn', 'error'] as const) {
  // eslint-disable-next-line no-console -- this is where the console ends
  console[method] = (...values: readonly unknown[]) => standardOutput.warn(format(...values));
}

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    standardOutput.warn(error instanceof CommandFailure ? error.message : `Unexpected: ${String(error)}`);
    process.exitCode = 1;
  });
