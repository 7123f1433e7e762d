import type { Command } from 'commander';
import { unregister } from '../commands/unregister';
import { confirmation } from '../terminal/confirm';
import { depsFor } from './deps-for';
import { addStackCommand, endpointOption, type EndpointArguments } from './program-options';

interface UnregisterArguments extends EndpointArguments {
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly yes?: boolean;
}

/** Adds the command `unregister`. */
export function addUnregister(program: Command): void {
  const command = addStackCommand(
    program,
    'unregister',
    "remove an endpoint's webhooks at its provider, and no other ones",
  );
  endpointOption(command)
    .option('--dry-run', 'print what would be removed, and remove nothing')
    .option('--json', 'print JSON')
    .option('--yes', 'do not ask for confirmation')
    .action(async ({ dryRun = false, json = false, yes = false, ...given }: UnregisterArguments) => {
      const deps = { ...depsFor(given), confirm: confirmation(yes) };
      process.exitCode = await unregister({ ...given, dryRun, json }, deps);
    });
}
