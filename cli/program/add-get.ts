import type { Command } from 'commander';
import { get } from '../commands/get';
import { openHomeFolder } from '../envelope/home-folder';
import { interruptsOf } from '../terminal/on-interrupt';
import { depsFor } from './deps-for';
import { addStackCommand, constructOption, type StackArguments } from './program-options';

interface GetArguments extends StackArguments {
  readonly endpoint?: string;
  readonly to?: string;
  readonly revision?: string;
  readonly manifestSha256?: string;
  readonly json?: boolean;
}

/** Adds the command `get`. */
export function addGet(program: Command): void {
  const command = addStackCommand(
    program,
    'get',
    'show where an envelope stands: its webhooks, bundles, jobs and dead letters; with --to bring its bundle home',
  );
  constructOption(command)
    .argument('<envelope>', "the envelope's id, or its older id")
    .option('--endpoint <name>', 'only at this endpoint')
    .option('--to <folder>', 'bring the newest bundle into this folder, and check each digest')
    .option('--revision <revision>', 'with --to: this revision instead of the newest one')
    .option(
      '--manifest-sha256 <hex>',
      'with --to: the SHA-256 that the manifest must have, as in envelope.archived',
    )
    .option('--json', 'print JSON')
    .action(
      async (envelope: string, { to, revision, manifestSha256, json = false, ...given }: GetArguments) => {
        if (to === undefined && (revision ?? manifestSha256) !== undefined) {
          command.error('error: --revision and --manifest-sha256 need --to');
        }
        const home = to === undefined ? undefined : { folder: to, revision, manifestSha256 };
        // Ctrl-C ends the process with the files that are whole, and without the one that is not.
        const ended = interruptsOf(process)(() => undefined);
        const deps = { ...depsFor(given), openHomeFolder };
        process.exitCode = await get({ ...given, envelope, json, home }, deps).finally(ended);
      },
    );
}
