/** Something to measure: each run gives one sample. */
export interface Subject {
  readonly name: string;
  readonly sample: () => Promise<number> | number;
}

/**
 * Measures the subjects in turns, each round in another order: what slows the machine down for a while slows all of them down. Returns the
 * samples by the subjects' names. The first round warms up and does not count.
 */
export async function interleave(
  subjects: readonly Subject[],
  rounds: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const samples = new Map<string, number[]>(subjects.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    const first = round % subjects.length;
    for (const { name, sample } of [...subjects.slice(first), ...subjects.slice(0, first)]) {
      const value = await sample();
      if (round > 0) samples.get(name)?.push(value);
    }
  }
  return samples;
}
