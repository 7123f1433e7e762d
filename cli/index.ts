/** The operator's command line. Exit codes: 0 done; 1 failed, fully or in part; 2 wrong arguments. */
import { CommanderError } from 'commander';
import { CommandFailure } from './command-failure';
import { createProgram } from './program';

// The SDK is part of this bundle. Its users cannot follow its advice about Node versions.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    process.stderr.write(
      `${error instanceof CommandFailure ? error.message : `Unexpected: ${String(error)}`}\n`,
    );
    process.exitCode = 1;
  });
