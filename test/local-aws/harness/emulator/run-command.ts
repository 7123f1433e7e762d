import { readFileSync } from 'node:fs';
import { startProcessGroup, type ProcessGroupOptions } from './process-group';

/** A command ended with another exit code than 0. The message has the end of its output. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';

  constructor(command: readonly string[], code: number, logFile: string) {
    super(`${command.join(' ')} ended with exit code ${code}:\n${tailOf(logFile)}`);
  }
}

/**
 * Runs a command to its end. Aborting the signal ends the command and throws the signal's reason.
 *
 * @throws CommandFailed
 */
export async function runCommand(
  command: readonly string[],
  { signal, ...options }: ProcessGroupOptions & { readonly signal?: AbortSignal },
): Promise<void> {
  signal?.throwIfAborted();
  const group = startProcessGroup(command, options);
  const abort = () => void group.stop();
  signal?.addEventListener('abort', abort);
  const code = await group.ended;
  signal?.removeEventListener('abort', abort);
  signal?.throwIfAborted();
  if (code !== 0) throw new CommandFailed(command, code, options.logFile);
}

/** Reads the last lines of a log file. */
export function tailOf(file: string, lines = 40): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}
