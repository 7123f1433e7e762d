import type { Command } from 'commander';
import { register } from '../commands/register';
import { depsFor } from './deps-for';
import { addStackCommand, endpointOption, type EndpointArguments } from './program-options';

interface RegisterArguments extends EndpointArguments {
  readonly dryRun?: boolean;
  readonly overwrite?: boolean;
  readonly json?: boolean;
}

/** Adds the command `register`. */
export function addRegister(program: Command): void {
  const command = addStackCommand(
    program,
    'register',
    "register an endpoint's address at its provider, and remove its old registrations last",
  );
  endpointOption(command)
    .option('--dry-run', 'print what would be done, and do nothing')
    .option('--overwrite', 'where nobody can look: replace the address that the provider may have')
    .option('--json', 'print JSON')
    .action(async ({ dryRun = false, overwrite = false, json = false, ...given }: RegisterArguments) => {
      process.exitCode = await register({ ...given, dryRun, overwrite, json }, depsFor(given));
    });
}
