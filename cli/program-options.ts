import type * as commander from 'commander' with { 'resolution-mode': 'import' };
import type { Session } from './aws/command-deps';
import type { QueueSelection } from './queues/dead-letter-queues';
import type { StackSelection } from './stack/stack';

/** The parts of the package that options are made with: it can only be imported when the program runs. */
export type Commander = Pick<typeof commander, 'Option' | 'InvalidArgumentError'>;

/** What every command is given. */
export interface GivenStack extends Session, StackSelection {}

/** What a command about queues is given. */
export interface GivenQueues extends GivenStack, QueueSelection {}

/** What a command about one endpoint is given. */
export interface GivenEndpoint extends GivenStack {
  readonly endpoint: string;
}

/** What a command is given that looks how its work goes on. */
export interface FollowArguments {
  readonly follow: boolean;
  /** Minutes. */
  readonly for: number;
}

/** A command on a stack. */
export function declareCommand(
  program: commander.Command,
  name: string,
  description: string,
): commander.Command {
  return program
    .command(name)
    .description(description)
    .requiredOption('--stack <name>', 'the deployed stack')
    .option('--region <region>', "its region, where it is not your session's")
    .option('--profile <profile>', 'the AWS profile to use');
}

const construct = [
  '--construct <path>',
  'which EsignWebhooks is meant, where the stack has several',
] as const;

/** Adds what says which queues are meant. */
export function queueOptions(command: commander.Command, { Option }: Commander): commander.Command {
  return command
    .addOption(new Option('--queue <queue>', 'only these queues').choices(['intake', 'archive']))
    .option('--endpoint <name>', 'only what belongs to this endpoint')
    .option(...construct);
}

/** Adds what says which endpoint is meant. */
export function endpointOption(command: commander.Command): commander.Command {
  return command.requiredOption('--endpoint <name>', 'the endpoint').option(...construct);
}

/** Adds what says how long the work is followed. */
export function followOptions(command: commander.Command, lib: Commander): commander.Command {
  return command
    .option('--for <minutes>', 'follow it for so long at most', wholeNumber(lib), 30)
    .option('--no-follow', 'do not wait for the end');
}

/** Reads a number; a text that is none is not understood. */
export function wholeNumber({ InvalidArgumentError }: Commander): (text: string) => number {
  return (text) => {
    if (/^\d{1,6}$/.test(text)) return Number(text);
    throw new InvalidArgumentError('It has to be a whole number.');
  };
}
