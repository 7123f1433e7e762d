/** Where a command writes. */
export interface Output {
  /** Writes the answer to stdout. Only the answer of `addresses` contains secrets. */
  readonly print: (text: string) => void;
  /** Writes a line to stderr. It never contains a secret. */
  readonly warn: (line: string) => void;
}

export const standardOutput: Output = {
  print(text) {
    process.stdout.write(text);
  },
  warn(line) {
    process.stderr.write(`${line}\n`);
  },
};

/** Writes each problem. Returns the exit code. */
export function reportProblems(problems: readonly string[], warn: Output['warn']): 0 | 1 {
  for (const problem of problems) warn(`Problem: ${problem}`);
  return problems.length > 0 ? 1 : 0;
}

/** The answer as JSON, for programs. */
export const jsonText = (answer: object) => `${JSON.stringify(answer, null, 2)}\n`;
