import type * as commander from 'commander' with { 'resolution-mode': 'import' };
import { addresses } from './commands/addresses';
import { archive } from './commands/archive';
import { commandDeps, type Session } from './aws/command-deps';
import { barProgress } from './terminal/bar-progress';
import { confirmation } from './terminal/confirm';
import { deadLetters } from './commands/dead-letters';
import { generatedValue } from './commands/generated-value';
import {
  declareCommand,
  endpointOption,
  followOptions,
  queueOptions,
  wholeNumber,
  type Commander,
  type FollowArguments,
  type GivenEndpoint,
  type GivenQueues,
  type GivenStack,
} from './program-options';
import { lineProgress } from './terminal/progress';
import { redrive } from './commands/redrive';
import { addRender } from './commands/add-render';
import { revoke } from './commands/revoke';
import { rotate } from './commands/rotate';

const warn = (text: string) => {
  process.stderr.write(`${text}\n`);
};
const print = (text: string) => {
  process.stdout.write(text);
};
const context = (session: Session) => ({
  ...commandDeps(session),
  // The bar reads the keyboard: a file or pipe there is somebody else's.
  startProgress: process.stderr.isTTY && process.stdin.isTTY ? barProgress : lineProgress(warn),
  print,
  warn,
});

/** Adds all commands to the program; each tells its exit code. */
export function addCommands(program: commander.Command, lib: Commander, exit: (code: number) => void): void {
  addAddresses(program, exit);
  addDeadLetters(program, lib, exit);
  addRedrive(program, lib, exit);
  addArchive(program, lib, exit);
  addRevoke(program, exit);
  addRotate(program, exit);
  addRender(program, { print, warn }, exit);
}

type Exit = (code: number) => void;

function addAddresses(program: commander.Command, exit: Exit): void {
  declareCommand(
    program,
    'addresses',
    "print each endpoint's whole address, and what to do with it at the provider: the output is secret",
  )
    .option('--json', 'print JSON')
    .action(async ({ json = false, ...given }: GivenStack & { readonly json?: boolean }) => {
      exit(await addresses({ ...given, json }, context(given)));
    });
}

function addDeadLetters(program: commander.Command, lib: Commander, exit: Exit): void {
  const command = declareCommand(
    program,
    'dead-letters',
    'list what lies in the dead-letter queues and why, without bodies; takes nothing out',
  );
  queueOptions(command, lib)
    .option('--limit <count>', 'look at so many messages of each queue', wholeNumber(lib), 100)
    .option('--json', 'print JSON')
    .action(
      async ({
        json = false,
        limit,
        ...given
      }: GivenQueues & { readonly limit: number; readonly json?: boolean }) => {
        exit(await deadLetters({ ...given, json, most: limit }, context(given)));
      },
    );
}

function addRedrive(program: commander.Command, lib: Commander, exit: Exit): void {
  const command = declareCommand(
    program,
    'redrive',
    'move what lies in the dead-letter queues back to where it belongs, and follow it',
  );
  followOptions(queueOptions(command, lib), lib)
    .option(
      '--settle <seconds>',
      "believe that a queue is empty when it was for so long: SQS's counts lag",
      wholeNumber(lib),
      60,
    )
    .option('--dry-run', 'move nothing, say how many would be')
    .option('--json', 'print JSON')
    .action(async ({ json = false, dryRun = false, settle, ...given }: RedriveArguments) => {
      const patience = { ...patienceOf(given), settle: settle * 1_000 };
      const follow = given.follow ? { follow: patience } : { follow: undefined };
      exit(await redrive({ ...given, json, dryRun, ...follow }, context(given)));
    });
}

interface RedriveArguments extends GivenQueues, FollowArguments {
  readonly settle: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

function addArchive(program: commander.Command, lib: Commander, exit: Exit): void {
  const command = declareCommand(
    program,
    'archive',
    'order the archiving of an envelope anew, and follow it',
  );
  followOptions(endpointOption(command), lib)
    .requiredOption('--envelope <id>', "the envelope's id, as the events have it")
    .action(async (given: GivenEndpoint & FollowArguments & { readonly envelope: string }) => {
      const follow = given.follow ? patienceOf(given) : undefined;
      exit(await archive({ ...given, follow }, context(given)));
    });
}

function addRevoke(program: commander.Command, exit: Exit): void {
  const command = declareCommand(
    program,
    'revoke',
    'make the previous value of a secret count no more at once: for one that has leaked and was replaced',
  );
  endpointOption(command)
    .option('--api-key', "the key to the provider's API, instead of what proves webhooks")
    .option('--yes', 'do not ask')
    .action(async ({ apiKey = false, yes = false, ...given }: RevokeArguments) => {
      exit(await revoke({ ...given, apiKey }, { ...context(given), confirm: confirmation(yes) }));
    });
}

interface RevokeArguments extends GivenEndpoint {
  readonly apiKey?: boolean;
  readonly yes?: boolean;
}

function addRotate(program: commander.Command, exit: Exit): void {
  const command = declareCommand(
    program,
    'rotate',
    'make a new token or webhook secret, where it is made here; the old one counts for the grace period',
  );
  endpointOption(command)
    .option('--yes', 'do not ask')
    .action(async ({ yes = false, ...given }: GivenEndpoint & { readonly yes?: boolean }) => {
      const confirm = confirmation(yes);
      exit(await rotate(given, { ...context(given), confirm, generateValue: generatedValue }));
    });
}

/** How often the queues or the log are looked at, in milliseconds. */
const interval = 2_000;

const patienceOf = (given: FollowArguments) => ({ limit: given.for * 60_000, interval });
