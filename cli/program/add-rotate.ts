import type { Command } from 'commander';
import { generatedValue, rotate } from '../commands/rotate';
import { confirmation } from '../terminal/confirm';
import { depsFor } from './deps-for';
import { addStackCommand, endpointOption, type EndpointArguments } from './program-options';

/** Adds the command `rotate`. */
export function addRotate(program: Command): void {
  const command = addStackCommand(
    program,
    'rotate',
    'generate a new token or webhook secret, if the provider does not generate it; the old one stays valid for the grace period',
  );
  endpointOption(command)
    .option('--yes', 'do not ask for confirmation')
    .action(async ({ yes = false, ...given }: EndpointArguments & { readonly yes?: boolean }) => {
      const deps = { ...depsFor(given), confirm: confirmation(yes), generateValue: generatedValue };
      process.exitCode = await rotate(given, deps);
    });
}
