import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Session } from '../stack/session';
import type { QueueSelection } from '../queues/dead-letter-queues';
import type { StackSelection } from '../stack/stack';

/** The arguments of every command that calls AWS. */
export interface StackArguments extends Session, StackSelection {}

/** The arguments of a command about queues. */
export interface QueueArguments extends StackArguments, QueueSelection {}

/** The arguments of a command about one endpoint. */
export interface EndpointArguments extends StackArguments {
  readonly endpoint: string;
}

/** The arguments of a command that follows its work. */
export interface FollowArguments {
  readonly follow: boolean;
  /** Minutes. */
  readonly for: number;
}

/** Adds a command about a deployed stack. */
export function addStackCommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .requiredOption('--stack <name>', 'the name of the deployed stack')
    .option('--region <region>', 'the AWS region of the stack (default: the region of your session)')
    .option('--profile <profile>', 'the AWS profile to use');
}

/** Adds the option that selects one of several constructs. */
export function constructOption(command: Command): Command {
  return command.option(
    '--construct <path>',
    'the path of the EsignWebhooks construct, if the stack has several',
  );
}

/** Adds the options that select queues. */
export function queueOptions(command: Command): Command {
  return constructOption(
    command
      .addOption(new Option('--queue <queue>', 'only these queues').choices(['intake', 'archive']))
      .option('--endpoint <name>', 'only messages of this endpoint'),
  );
}

/** Adds the options that select an endpoint. */
export function endpointOption(command: Command): Command {
  return constructOption(command.requiredOption('--endpoint <name>', 'the name of the endpoint'));
}

/** Adds the options that say how long to follow the work. */
export function followOptions(command: Command): Command {
  return command
    .option('--for <minutes>', 'the maximum time to wait for the result', wholeNumber, 30)
    .option('--no-follow', 'do not wait for the result');
}

/** The arguments of a command that follows work of hours. */
export interface QuietArguments {
  readonly follow: boolean;
  /** Minutes. */
  readonly quietFor: number;
}

/** Adds the options that say how long to follow work that may take hours. */
export function quietOptions(command: Command): Command {
  return command
    .option('--quiet-for <minutes>', 'the maximum time to wait without any news', wholeNumber, 30)
    .option('--no-follow', 'do not wait for the result');
}

/** Parses a whole number, for an option. */
export function wholeNumber(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}

/** Returns how long and how often to look at followed work. `undefined`: it is not followed. */
export const pollLimits = ({ follow, for: minutes }: FollowArguments) =>
  follow ? { maxMs: minutes * 60_000, intervalMs: 2_000 } : undefined;
