import type { Command } from 'commander';
import { find } from '../commands/find';
import { depsFor } from './deps-for';
import { addStackCommand, constructOption, wholeNumber, type StackArguments } from './program-options';

interface FindArguments extends StackArguments {
  readonly endpoint?: string;
  readonly limit: number;
  /** Minutes. */
  readonly for: number;
  readonly json?: boolean;
}

/** Adds the command `find`. */
export function addFind(program: Command): void {
  const command = addStackCommand(
    program,
    'find',
    "find completed envelopes by a part of their title, of your own reference or of their id, in the providers' lists",
  );
  constructOption(command)
    .argument('<text>', 'a part of a title, a reference or an id, in upper or lower case')
    .option('--endpoint <name>', 'only at this endpoint')
    .option('--limit <count>', 'the maximum number of envelopes to show of each endpoint', wholeNumber, 50)
    .option('--for <minutes>', 'the maximum time to ask the providers', wholeNumber, 5)
    .option('--json', 'print JSON')
    .action(async (text: string, { limit, for: minutes, json = false, ...given }: FindArguments) => {
      const limits = { maxMatches: limit, maxMs: minutes * 60_000 };
      process.exitCode = await find({ ...given, text, json, ...limits }, { ...depsFor(given), fetch });
    });
}
