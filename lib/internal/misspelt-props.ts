import { Validations } from 'aws-cdk-lib';
import { type IConstruct } from 'constructs';

/** The names of all props of an interface. The compiler finds one that is missing or too many. */
export type PropNames<Props> = Readonly<Record<keyof Required<Props>, true>>;

/** Adds the sentences about options that do not exist as warnings. */
export function warnOfMisspelt(construct: IConstruct, sentences: readonly string[]): void {
  for (const sentence of sentences) {
    Validations.of(construct).addWarning('cdk-esign-webhooks:unknown-prop', sentence);
  }
}

/**
 * Returns a sentence for each option that does not exist. The compiler finds them in TypeScript, but nothing does in
 * JavaScript.
 */
export function misspelt(method: string, options: object, known: object): string[] {
  const names = Object.keys(known);
  return Object.entries(options)
    .filter(([name, value]) => value !== undefined && !names.includes(name))
    .map(([name]) => {
      const meant = nearest(name, names);
      return `${method} has no option "${name}", so it has no effect: ${meant ? `did you mean "${meant}"?` : `it has "${names.join('", "')}"`}`;
    });
}

/** Returns the name that differs in at most a third of its characters. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((each) => ({ each, edits: countEdits(name.toLowerCase(), each.toLowerCase()) }))
    .sort((one, other) => one.edits - other.edits);
  return best && best.edits <= Math.max(1, name.length / 3) ? best.each : undefined;
}

/** Counts the characters to add, remove or change (Levenshtein distance). */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, character] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const change = (row[column - 1] ?? 0) + (character === to[column - 1] ? 0 : 1);
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
