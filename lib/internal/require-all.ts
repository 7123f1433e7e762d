/** A condition that props must meet, and what to say when they do not: the prop, its value, what to do. */
export type Rule = readonly [met: boolean, otherwise: string];

/** Throws one error that names every rule that is not met. */
export function requireAll(owner: string, rules: readonly Rule[]): void {
  const faults = rules.filter(([met]) => !met).map(([, otherwise]) => otherwise);
  if (faults.length > 0) throw new Error(`${owner}: ${faults.join('\n')}`);
}
