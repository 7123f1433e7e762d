import { InvalidArgumentError, Option, type Command } from 'commander';
import { randomUUID } from 'node:crypto';
import { signingEventTypeSchema } from '../../lambda/contracts/signing-event';
import { listen } from '../commands/listen';
import { loopbackUrl } from '../listen/loopback';
import { eventPoster } from '../listen/post-event';
import { interruptionOf } from '../terminal/interrupt-signal';
import { depsFor } from './deps-for';
import { addStackCommand, constructOption, wholeNumber, type StackArguments } from './program-options';

interface ListenArguments extends StackArguments {
  readonly endpoint?: string;
  readonly type?: string[];
  readonly envelope?: string;
  readonly forwardTo?: URL;
  /** Minutes. */
  readonly for?: number;
  readonly json?: boolean;
}

/** Adds the command `listen`. */
export function addListen(program: Command): void {
  const command = addStackCommand(
    program,
    'listen',
    'print the events of the bus as they come, until Ctrl-C: tests, imports and replays too',
  );
  constructOption(command)
    .option('--endpoint <name>', 'only events of this endpoint')
    .addOption(new Option('--type <type...>', 'only these types').choices(signingEventTypeSchema.options))
    .option('--envelope <id>', 'only events of the envelope with this id, or with this older id')
    .option('--forward-to <address>', 'post each event to a program on this machine', addressOfThisMachine)
    .option('--for <minutes>', 'end after this time', wholeNumber)
    .option('--json', 'print each event whole, as JSON in one line')
    .action(async ({ type, for: minutes, forwardTo, json = false, ...given }: ListenArguments) => {
      const maxMs = minutes === undefined ? undefined : minutes * 60_000;
      const post = forwardTo && eventPoster(forwardTo);
      const deps = { ...depsFor(given), newId: randomUUID, awaitInterruption: interruptionOf(process) };
      process.exitCode = await listen({ ...given, types: type, json, maxMs, post }, deps);
    });
}

function addressOfThisMachine(text: string): URL {
  const read = loopbackUrl(text);
  if ('problem' in read) throw new InvalidArgumentError(read.problem);
  return read.url;
}
