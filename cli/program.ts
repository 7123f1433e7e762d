import { Command } from 'commander';
import { defined } from '../lambda/kit/defined';
import { name, version } from '../package.json';
import { addReconcile } from './add-reconcile';
import { addRender } from './add-render';
import { addresses } from './commands/addresses';
import { archive } from './commands/archive';
import { deadLetters } from './commands/dead-letters';
import { dropDeadLetters } from './commands/drop-dead-letters';
import { redrive } from './commands/redrive';
import { revoke } from './commands/revoke';
import { generatedValue, rotate } from './commands/rotate';
import { setSecret } from './commands/set-secret';
import { depsFor } from './deps-for';
import {
  addStackCommand,
  endpointOption,
  followOptions,
  queueOptions,
  wholeNumber,
  type EndpointArguments,
  type FollowArguments,
  type QueueArguments,
  type StackArguments,
} from './program-options';
import { createLineFile } from './queues/line-file';
import { maxLookedAt } from './queues/receive-messages';
import { askSecret } from './terminal/ask-secret';
import { confirmation } from './terminal/confirm';
import { standardOutput } from './terminal/output';

/** Creates the program with all its commands. Each sets the exit code of the process. */
export function createProgram(): Command {
  const program = new Command(name)
    .description('Commands to operate a deployed EsignWebhooks')
    .version(version)
    .configureOutput({
      writeOut: (text) => standardOutput.print(linesOf(text)),
      writeErr: (text) => linesOf(text).forEach(standardOutput.warn),
    })
    .exitOverride();
  addAddresses(program);
  addSetSecret(program);
  addDeadLetters(program);
  addRedrive(program);
  addArchive(program);
  addReconcile(program);
  addRevoke(program);
  addRotate(program);
  addRender(program);
  return program;
}

/** The help and the messages of the parser end with a newline. */
const linesOf = (text: string) => text.replace(/\n$/, '').split('\n');

function addAddresses(program: Command): void {
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

interface SetSecretArguments extends EndpointArguments {
  readonly apiKey?: boolean;
  readonly replace?: boolean;
}

function addSetSecret(program: Command): void {
  const command = addStackCommand(
    program,
    'set-secret',
    'ask for a webhook secret or an API key that the provider generated, and put it into the secret of the stack',
  );
  endpointOption(command)
    .option('--api-key', 'set the API key instead of the webhook secret')
    .option('--replace', 'replace the value that the secret has')
    .action(async ({ apiKey = false, replace = false, ...given }: SetSecretArguments) => {
      process.exitCode = await setSecret({ ...given, apiKey, replace }, { ...depsFor(given), askSecret });
    });
}

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

function addDeadLetters(program: Command): void {
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

interface RedriveArguments extends QueueArguments, FollowArguments {
  readonly settle: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

function addRedrive(program: Command): void {
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

function addArchive(program: Command): void {
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

interface RevokeArguments extends EndpointArguments {
  readonly apiKey?: boolean;
  readonly yes?: boolean;
}

function addRevoke(program: Command): void {
  const command = addStackCommand(
    program,
    'revoke',
    'refuse the previous value of a secret from now on, before its grace period ends: for a value that has leaked',
  );
  endpointOption(command)
    .option('--api-key', 'revoke the API key instead of the webhook secret')
    .option('--yes', 'do not ask for confirmation')
    .action(async ({ apiKey = false, yes = false, ...given }: RevokeArguments) => {
      const deps = { ...depsFor(given), confirm: confirmation(yes) };
      process.exitCode = await revoke({ ...given, apiKey }, deps);
    });
}

function addRotate(program: Command): void {
  const command = addStackCommand(
    program,
    'rotate',
    'generate a new token or webhook secret, if the provider does not generate it; the old one stays valid for the grace period',
  );
  endpointOption(command)
    .option('--yes', 'do not ask for confirmation')
    .action(async ({ yes = false, ...given }: EndpointArguments & { readonly yes?: boolean }) => {
      const deps = { ...depsFor(given), confirm: confirmation(yes), generateValue: generatedValue };
      process.exitCode = await rotate(given, deps);
    });
}

const pollLimits = ({ follow, for: minutes }: FollowArguments) =>
  follow ? { maxMs: minutes * 60_000, intervalMs: 2_000 } : undefined;
