import { printable } from './printable';

/**
 * Where a command writes. A line is one line, whatever is in it: strangers, stacks, logs and AWS wrote some of the text, and
 * none of it can move the cursor, begin a new line or turn the text around.
 */
export interface Output {
  /** Writes the answer to stdout. Only the answer of `addresses` contains secrets. */
  readonly print: (lines: readonly string[]) => void;
  /** Writes a line to stderr. It never contains a secret. */
  readonly warn: (line: string) => void;
}

/** A stream of the process. */
interface TextStream {
  readonly write: (text: string) => unknown;
}

/** Makes an `Output` that writes to these streams. */
export function outputTo({
  stdout,
  stderr,
}: {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
}): Output {
  return {
    print(lines) {
      stdout.write(lines.map((line) => `${printable(line)}\n`).join(''));
    },
    warn(line) {
      stderr.write(`${printable(line)}\n`);
    },
  };
}

export const standardOutput: Output = outputTo(process);

/** Writes each problem. Returns the exit code. */
export function reportProblems(problems: readonly string[], warn: Output['warn']): 0 | 1 {
  for (const problem of problems) warn(`Problem: ${problem}`);
  return problems.length > 0 ? 1 : 0;
}

/** The answer as JSON, for programs. */
export const jsonLines = (answer: object) => JSON.stringify(answer, null, 2).split('\n');
