import { readFileSync } from 'node:fs';
import { startProcessGroup, type ProcessGroupOptions } from './process-group';

/** A command ended with another exit code than 0. Its message carries the end of what it printed. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';

  constructor(command: readonly string[], code: number, logFile: string) {
    super(`${command.join(' ')} ended with exit code ${code}:\n${tailOf(logFile)}`);
  }
}

/** Runs a command to its end. Throws `CommandFailed`; aborting the signal ends the command and throws the reason. */
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

/** The last lines of a log file. */
export function tailOf(file: string, lines = 40): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}
