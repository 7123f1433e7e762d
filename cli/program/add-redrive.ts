import type { Command } from 'commander';
import { redrive } from '../commands/redrive';
import { depsFor } from './deps-for';
import {
  addStackCommand,
  followOptions,
  pollLimits,
  queueOptions,
  wholeNumber,
  type FollowArguments,
  type QueueArguments,
} from './program-options';

interface RedriveArguments extends QueueArguments, FollowArguments {
  readonly settle: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Adds the command `redrive`. */
export function addRedrive(program: Command): void {
  const command = addStackCommand(
    program,
    'redrive',
    'move the messages in the dead-letter queues back to their queues, and wait until they are processed',
  );
  followOptions(queueOptions(command))
    .option(
      '--settle <seconds>',
      'how long a queue must have no more messages than before the move, because SQS updates its counts late',
      wholeNumber,
      60,
    )
    .option('--dry-run', 'count the messages, and do not move them')
    .option('--json', 'print JSON')
    .action(async ({ json = false, dryRun = false, settle, ...given }: RedriveArguments) => {
      const limits = pollLimits(given);
      const follow = limits && { ...limits, settleMs: settle * 1_000 };
      process.exitCode = await redrive({ ...given, json, dryRun, follow }, depsFor(given));
    });
}
