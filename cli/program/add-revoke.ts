import type { Command } from 'commander';
import { revoke } from '../commands/revoke';
import { confirmation } from '../terminal/confirm';
import { depsFor } from './deps-for';
import { addStackCommand, endpointOption, type EndpointArguments } from './program-options';

interface RevokeArguments extends EndpointArguments {
  readonly apiKey?: boolean;
  readonly yes?: boolean;
}

/** Adds the command `revoke`. */
export function addRevoke(program: Command): void {
  const command = addStackCommand(
    program,
    'revoke',
    'refuse the previous value of a secret from now on, before its grace period ends: for a value that has leaked',
  );
  endpointOption(command)
    .option('--api-key', 'revoke the API key instead of the webhook secret')
    .option('--yes', 'do not ask for confirmation')
    .action(async ({ apiKey = false, yes = false, ...given }: RevokeArguments) => {
      const deps = { ...depsFor(given), confirm: confirmation(yes) };
      process.exitCode = await revoke({ ...given, apiKey }, deps);
    });
}
