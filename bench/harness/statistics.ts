/** The middle of some samples, and the quarters around it. */
export interface Spread {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
}

/** Returns the median and the quartiles of the samples, each one of the samples. Throws without any. */
export function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((one, other) => one - other);
  const at = (share: number): number => {
    const sample = sorted[Math.floor(share * (sorted.length - 1))];
    if (sample === undefined) throw new Error('A spread needs samples');
    return sample;
  };
  return { median: at(0.5), lower: at(0.25), upper: at(0.75) };
}
