import { InvalidArgumentError, Option, type Command } from 'commander';
import { signingEventTypeSchema } from '../../lambda/contracts/signing-event';
import { replay } from '../commands/replay';
import { confirmation } from '../terminal/confirm';
import { interruptsOf } from '../terminal/on-interrupt';
import { depsFor } from './deps-for';
import { addStackCommand, constructOption, wholeNumber, type StackArguments } from './program-options';

interface ReplayArguments extends StackArguments {
  readonly endpoint?: string;
  readonly type?: string[];
  readonly envelope?: string;
  readonly since?: string;
  readonly until?: string;
  readonly to?: string;
  readonly toBus?: boolean;
  readonly after?: string;
  readonly rate: number;
  readonly maxWaiting: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly yes?: boolean;
}

/** Adds the command `replay`. */
export function addReplay(program: Command): void {
  const command = addStackCommand(
    program,
    'replay',
    'hand the events of the past to one consumer again, from the recorded webhooks and the archived bundles',
  );
  const types = signingEventTypeSchema.options;
  constructOption(command)
    .option('--to <consumer>', 'the queue (URL or ARN) or the function (name or ARN) that gets them')
    .option('--to-bus', 'put them on the bus instead, for all rules that ask for replays')
    .option('--endpoint <name>', 'only events of this endpoint')
    .addOption(new Option('--type <type...>', 'only these types').choices(types))
    .option('--envelope <id>', 'only events of the envelope with this id, or with this older id')
    .option('--since <date>', 'only what was stored since a date such as 2020-01-01 (00:00 UTC), or a time')
    .option('--until <date>', 'only what was stored before a date or a time (default: now)')
    .option('--after <key>', 'go on after this object, where an earlier replay ended')
    .option('--rate <events>', 'the maximum number of events in a second', positive, 5)
    .option('--max-waiting <count>', 'pause while more messages wait in the queue', wholeNumber, 1_000)
    .option('--dry-run', 'count the events, and send none; say which records read differently today')
    .option('--json', 'print JSON')
    .option('--yes', 'with --to-bus: do not ask for confirmation')
    .action(async ({ type, toBus = false, yes = false, ...given }: ReplayArguments) => {
      const { dryRun = false, json = false } = given;
      const asked = { confirm: confirmation(yes), onInterrupt: interruptsOf(process) };
      const options = { ...given, types: type, toBus, dryRun, json };
      process.exitCode = await replay(options, { ...depsFor(given), ...asked });
    });
}

function positive(text: string): number {
  const number = wholeNumber(text);
  if (number > 0) return number;
  throw new InvalidArgumentError('It must be 1 at least.');
}
