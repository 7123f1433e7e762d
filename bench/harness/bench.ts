/** One measurement of this project beside its peers. */
export interface Bench {
  readonly name: string;
  readonly title: string;
  /** What is measured and how, for the reader of the results. */
  readonly about: string;
  readonly run: (options: BenchOptions) => Promise<BenchResult>;
}

/** How to run a bench. */
export interface BenchOptions {
  /** Few rounds: to see that it works. Its figures are not for comparisons. */
  readonly isQuick: boolean;
  /** The folder of an older checkout, built, which is measured in the same rounds. */
  readonly base?: string | undefined;
}

/** What a bench found. */
export interface BenchResult {
  readonly tables: readonly ResultTable[];
  readonly goals?: readonly Goal[];
}

/** Subjects that are compared. */
export interface ResultTable {
  readonly title: string;
  readonly unit: string;
  /** The subject with the ratio 1. */
  readonly anchor: string;
  /** The samples by subject. */
  readonly samples: ReadonlyMap<string, readonly number[]>;
}

/** What this project wants to reach, and what it reached. */
export interface Goal {
  readonly what: string;
  readonly measured: string;
  /** Absent if it could not be measured here. */
  readonly isMet?: boolean | undefined;
}
