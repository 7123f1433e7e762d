import type { Command } from 'commander';
import { defined } from '../../lambda/kit/defined';
import { deadLetters } from '../commands/dead-letters';
import { dropDeadLetters } from '../commands/drop-dead-letters';
import { createLineFile } from '../queues/line-file';
import { maxLookedAt } from '../queues/receive-messages';
import { confirmation } from '../terminal/confirm';
import { depsFor } from './deps-for';
import { addStackCommand, queueOptions, wholeNumber, type QueueArguments } from './program-options';

interface DeadLettersArguments extends QueueArguments {
  readonly limit: number;
  readonly json?: boolean;
  readonly all?: boolean;
  readonly reason?: string;
  readonly olderThan?: number;
  readonly drop?: boolean;
  readonly everything?: boolean;
  readonly file?: string;
  readonly yes?: boolean;
}

/** Adds the command `dead-letters`. */
export function addDeadLetters(program: Command): void {
  const command = addStackCommand(
    program,
    'dead-letters',
    'list the messages in the dead-letter queues and why they failed, without their bodies; remove nothing without --drop',
  );
  queueOptions(command)
    .option('--reason <reason>', 'only messages with this reason, as in the summary')
    .option('--older-than <hours>', 'only messages that were sent more than so many hours ago', wholeNumber)
    .option(
      '--limit <count>',
      'the maximum number of messages to read from each queue',
      wholeNumber,
      maxLookedAt,
    )
    .option('--all', 'print every message, not only the first ones with each reason')
    .option('--json', 'print JSON')
    .option('--drop', 'remove the messages, after they were written to a file; without --file only say which')
    .option('--file <file>', 'with --drop: the file to write them to; it must not exist yet')
    .option('--everything', 'with --drop: no filter is needed')
    .option('--yes', 'with --drop: do not ask for confirmation')
    .action(async (given: DeadLettersArguments) => {
      const { limit: maxMessages, olderThan: olderThanHours, all = false, json = false, yes = false } = given;
      const options = defined({ ...given, maxMessages, olderThanHours, all, json });
      const { everything = false } = given;
      const deps = { ...depsFor(given), confirm: confirmation(yes), createFile: createLineFile };
      process.exitCode = given.drop
        ? await dropDeadLetters({ ...options, everything }, deps)
        : await deadLetters(options, deps);
    });
}
