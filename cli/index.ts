/** The operator's command line: exit codes. 0: done. 1: failed, wholly or in part. 2: not understood. */
import { name, version } from '../package.json';
import { CommandFailure } from './command-failure';
import { addCommands } from './program';

// The SDK is bundled: whoever runs this cannot choose another one, so its advice about Node versions is of no use to them.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

async function main(): Promise<number> {
  // The package is an ES module, which only a dynamic import may name here; the bundle has it inside.
  const commander = await import('commander');
  let exitCode = 0;
  const program = new commander.Command(name)
    .description('Commands for whoever operates a deployed EsignWebhooks')
    .version(version)
    .exitOverride();
  addCommands(program, commander, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync();
    return exitCode;
  } catch (error) {
    if (error instanceof commander.CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(
      `${error instanceof CommandFailure ? error.message : `Unexpected: ${String(error)}`}\n`,
    );
    return 1;
  }
}

void main().then((exitCode) => {
  process.exitCode = exitCode;
});
