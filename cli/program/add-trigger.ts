import type { Command } from 'commander';
import { randomUUID } from 'node:crypto';
import { trigger } from '../commands/trigger';
import { depsFor } from './deps-for';
import {
  addStackCommand,
  endpointOption,
  followOptions,
  pollLimits,
  type EndpointArguments,
  type FollowArguments,
} from './program-options';

interface TriggerArguments extends EndpointArguments, FollowArguments {
  readonly json?: boolean;
}

/** Adds the command `trigger`. */
export function addTrigger(program: Command): void {
  const command = addStackCommand(
    program,
    'trigger <event>',
    'send a test webhook for an event such as envelope.completed to an endpoint, as its provider would, and wait until it is published',
  );
  followOptions(endpointOption(command))
    .option('--json', 'print JSON')
    .action(async (event: string, { json = false, ...given }: TriggerArguments) => {
      const deps = { ...depsFor(given), newId: randomUUID };
      process.exitCode = await trigger({ ...given, event, json, follow: pollLimits(given) }, deps);
    });
}
