import type { Command } from 'commander';
import { generatedValue, rotate } from '../commands/rotate';
import { rotateRegistered } from '../commands/rotate-registered';
import { confirmation } from '../terminal/confirm';
import { depsFor } from './deps-for';
import { addStackCommand, endpointOption, type EndpointArguments } from './program-options';

interface RotateArguments extends EndpointArguments {
  readonly register?: boolean;
  readonly yes?: boolean;
}

/** Adds the command `rotate`. */
export function addRotate(program: Command): void {
  const command = addStackCommand(
    program,
    'rotate',
    'generate a new token or webhook secret, if the provider does not generate it; the old one stays valid for the grace period',
  );
  endpointOption(command)
    .option('--register', 'register the new token at the provider too, and remove the old webhooks last')
    .option('--yes', 'do not ask for confirmation')
    .action(async ({ yes = false, register = false, ...given }: RotateArguments) => {
      const deps = { ...depsFor(given), confirm: confirmation(yes), generateValue: generatedValue };
      process.exitCode = await (register ? rotateRegistered(given, deps) : rotate(given, deps));
    });
}
