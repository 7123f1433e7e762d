import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** A file that does not exist, and what would stand in it. */
export interface LintCase {
  readonly why: string;
  readonly file: string;
  readonly code: string;
}

/** The rules that each case breaks. One lint run for all cases: ESLint takes seconds to start. */
export function rulesBroken(cases: readonly LintCase[]): readonly (readonly string[])[] {
  const output = execFileSync('node', [join(__dirname, 'lint-cases.mjs')], {
    cwd: join(__dirname, '..', '..'),
    input: JSON.stringify(cases),
    encoding: 'utf8',
  });
  return JSON.parse(output) as string[][];
}
