import type { Command } from 'commander';
import { setSecret } from '../commands/set-secret';
import { askSecret } from '../terminal/ask-secret';
import { depsFor } from './deps-for';
import { addStackCommand, endpointOption, type EndpointArguments } from './program-options';

interface SetSecretArguments extends EndpointArguments {
  readonly apiKey?: boolean;
  readonly replace?: boolean;
}

/** Adds the command `set-secret`. */
export function addSetSecret(program: Command): void {
  const command = addStackCommand(
    program,
    'set-secret',
    'ask for a webhook secret or an API key that the provider generated, and put it into the secret of the stack',
  );
  endpointOption(command)
    .option('--api-key', 'set the API key instead of the webhook secret')
    .option('--replace', 'replace the value that the secret has')
    .action(async ({ apiKey = false, replace = false, ...given }: SetSecretArguments) => {
      process.exitCode = await setSecret({ ...given, apiKey, replace }, { ...depsFor(given), askSecret });
    });
}
