import type { Command } from 'commander';
import { addresses } from '../commands/addresses';
import { depsFor } from './deps-for';
import { addStackCommand, type StackArguments } from './program-options';

/** Adds the command `addresses`. */
export function addAddresses(program: Command): void {
  addStackCommand(
    program,
    'addresses',
    "print each endpoint's full address and how to register it at the provider (the output contains secrets)",
  )
    .option('--json', 'print JSON')
    .action(async ({ json = false, ...given }: StackArguments & { readonly json?: boolean }) => {
      process.exitCode = await addresses({ ...given, json }, depsFor(given));
    });
}
