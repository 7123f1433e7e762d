import type { Command } from 'commander';
import { archive } from '../commands/archive';
import { depsFor } from './deps-for';
import {
  addStackCommand,
  endpointOption,
  followOptions,
  pollLimits,
  type EndpointArguments,
  type FollowArguments,
} from './program-options';

/** Adds the command `archive`. */
export function addArchive(program: Command): void {
  const command = addStackCommand(
    program,
    'archive',
    'queue a new archive job for an envelope, and wait until it is archived',
  );
  followOptions(endpointOption(command))
    .requiredOption('--envelope <id>', "the envelope's id, as in the events")
    .action(async (given: EndpointArguments & FollowArguments & { readonly envelope: string }) => {
      process.exitCode = await archive({ ...given, follow: pollLimits(given) }, depsFor(given));
    });
}
